//! What was done, is planned, feared, proposed or denied.
//!
//! A trigger is found by its frame or by the model's head, gets its participants from the tree and from the head for roles, its
//! status from the words that govern it or from the head, its day and place from its clause. Mentions of one event are one entry: `the talks` go back to the talks told of before.

mod cast;
mod cluster;
mod complete;
mod context;
mod control;
mod ellipsis;
mod heads;
mod retold;
mod round;
mod same;
mod series;
mod status;
mod trigger;
mod venue;
mod when;

use self::round::{Number, Series};
use self::status::Weight;
use crate::Reading;
use crate::explain::Sureness;
use legation_knowledge::codebook::{self, Told};
use legation_knowledge::lexicon::calibration;
use legation_knowledge::lexicon::frames::{Class, Frame};
use legation_language::{Deprel, Upos, Xpos};
use legation_mention::Anchor;
use legation_record::{
    CameoCode, Confidence, Event, EventPlace, EventType, Identity, Mode, Participant, Round, Statement,
    Status,
};
use legation_text::Span;

/// An event on its way into the record: one mention, or several that were found to be one.
#[derive(Clone, Debug)]
pub(crate) struct Draft<'a> {
    /// The head words, in order.
    pub(crate) triggers: Vec<u32>,
    pub(crate) frame: &'a Frame,
    pub(crate) kind: EventType,
    pub(crate) source: Vec<Participant<Span>>,
    pub(crate) target: Vec<Participant<Span>>,
    pub(crate) place: Option<EventPlace<Span>>,
    pub(crate) when: Anchor,
    pub(crate) status: Status,
    pub(crate) status_token: Option<u32>,
    /// Whether its words point back to something told before: `the talks`, `another round`.
    pub(crate) back: Back,
    /// Which meeting of a series it is.
    pub(crate) series: Series,
}

/// How the words of a trigger point back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Back {
    /// Not at all.
    Not,
    /// To the same event: `the talks`.
    Same,
    /// To one of the same kind, by the same parties: `another round`.
    Another,
}

/// The events, the frame that found each, and the tokens of its triggers.
pub(crate) struct Events<'a> {
    pub(crate) events: Vec<Event<Span>>,
    /// The frame of each.
    pub(crate) frames: Vec<&'a Frame>,
    pub(crate) triggers: Vec<Vec<u32>>,
}

/// Finds the events.
pub(crate) fn find<'a>(reading: &Reading<'a>, statements: &[Statement<Span>]) -> Events<'a> {
    let drafts = cluster::merge(reading, drafts(reading, statements));
    let identity = Identity::of(reading.article.date, &reading.article.text);
    let mut found = Events { events: Vec::new(), frames: Vec::new(), triggers: Vec::new() };
    for draft in drafts {
        let (frame, triggers) = (draft.frame, draft.triggers.clone());
        if let Some(event) = event(reading, statements, &identity, draft) {
            found.events.push(event);
            found.frames.push(frame);
            found.triggers.push(triggers);
        }
    }
    found
}

/// The pairs of mentions that are weighed for being one event.
pub(crate) fn pairs(reading: &Reading<'_>, statements: &[Statement<Span>]) -> Vec<Pair> {
    same::pairs(reading, &cluster::plain(reading, drafts(reading, statements)))
}

pub(crate) use heads::share;
pub use same::Pair;

/// What each trigger tells of.
fn drafts<'a>(reading: &Reading<'a>, statements: &[Statement<Span>]) -> Vec<Draft<'a>> {
    let sport = context::sport(reading);
    let is_sport = |token: u32| reading.document.sentence_of(token).is_some_and(|at| sport[at]);
    let drafts = heads::join(reading, trigger::find(reading))
        .into_iter()
        .filter(|(token, _)| !is_sport(*token))
        .filter_map(|(token, frame)| draft(reading, statements, token, frame))
        .collect();
    ellipsis::counted(reading, drafts)
}

/// The event that one trigger tells of; none where no political actor has a part in it.
fn draft<'a>(
    reading: &Reading<'a>,
    statements: &[Statement<Span>],
    token: u32,
    frame: &'a Frame,
) -> Option<Draft<'a>> {
    let kind = EventType::from_name(frame.kind)?;
    let back = cluster::back(reading, token);
    let mut cast = cast::find(reading, token, kind, frame);
    if frame.source == cast::SPEAKER {
        cast.source = cast::speaker(reading, statements, token);
        cast.target.retain(|accused| cast.source.iter().all(|speaker| speaker.code != accused.code));
    }
    // `according to the minister, two guards were shot`: who tells of it is no party.
    if !cast::is_said(kind)
        && reading.parse.word(token).upos == Upos::Verb
        && control::has_subject(reading, token)
    {
        let tellers = cast::speaker(reading, statements, token);
        let tells = |party: &Participant<Span>| tellers.iter().any(|teller| teller.span == party.span);
        cast.source.retain(|party| party.span.is_none() || !tells(party));
        cast.target.retain(|party| party.span.is_none() || !tells(party));
    }
    // `I praise the parliament`
    if cast.source.is_empty() && !kind.is_symmetric() && cast::is_first_person(reading, token) {
        cast.source = cast::speaker(reading, statements, token);
        cast.source.retain(|speaker| cast.target.iter().all(|other| other.code != speaker.code));
    }
    if kind == EventType::Protest {
        cast::crowd(reading, token, &mut cast);
    }
    if cast.source.is_empty() && cast.target.is_empty() && back == Back::Not {
        let judged = cast::of_judged(reading, token, kind);
        cast = judged.unwrap_or_else(|| cast::around(reading, token, kind, frame));
    }
    let nobody = cast.source.is_empty() && cast.target.is_empty();
    // `the talks` may go back to talks whose parties are known.
    let of_both = nobody && kind.is_symmetric() && cluster::has_plural_subject(reading, token);
    let series = Series::of(reading, token, kind);
    if if nobody { back == Back::Not && !of_both && !series.is_told() } else { !cast::is_public(kind, &cast) }
    {
        return None;
    }
    if cast::is_told_to_media(kind, &cast) || frame.mode == "visit" && cast::is_private_visit(reading, token)
    {
        return None;
    }
    // What no frame knows takes a party of some country.
    let is_bare = frame.head.is_empty();
    if is_bare && cast.source.iter().chain(&cast.target).all(|actor| actor.code.as_str().starts_with("---")) {
        return None;
    }
    let cast::Cast { mut source, mut target } = cast;
    let told = status::find(reading, token, frame, kind);
    let is_free = |sure: Status| match told.weight {
        Weight::Slight => true,
        Weight::Open => !status::is_real(sure),
        Weight::Sure => false,
    };
    let (status, status_token) = match heads::status(reading, token) {
        Some(sure) if sure != told.status && is_free(sure) => (sure, None),
        _ => (told.status, told.word),
    };
    let mut when = when::find(reading, token, series.number);
    // `The ministers meet in Oslo on Friday`, `for a meeting later on Wednesday`: what is yet to come.
    let is_ahead = status::is_real(status)
        && status_token.is_none()
        && told.weight != Weight::Sure
        && status::is_ahead(reading, token, kind, &when);
    let status = if is_ahead { Status::Planned } else { status };
    let is_open = !status::is_real(status) && status != Status::Denied;
    let is_aim = status::is_aim(reading, token);
    if kind == EventType::Consult && is_open && (is_aim || series.is_ahead()) {
        when = when::ahead(reading, when);
    }
    // What the head takes for a plan is none where its day is over: `held a meeting on Friday`.
    let is_plan = status == Status::Planned && status_token.is_none() && !is_aim;
    let is_over = is_plan && when::is_over(reading, &when);
    let status = if is_over { Status::Occurred } else { status };
    let dated = status::is_real(status) && when::is_news(reading, token);
    // `held two rounds of talks`: the tense dates one meeting, not several.
    if when.span.is_none() && (!dated || series.number == Number::Several) {
        when = Anchor::default();
    }
    // The news itself: `Finland has demanded answers`.
    if when.start.is_none()
        && dated
        && series.number != Number::Several
        && status == Status::Occurred
        && reading.document.sentence_of(token) == Some(0)
    {
        let today = Some(reading.article.date.into());
        when = Anchor { start: today, end: today, span: None };
    }
    if target.is_empty() && !source.is_empty() && matches!(kind, EventType::Assault | EventType::Coerce) {
        target = cast::holder(reading, token, &source);
    }
    // A call has no place of its own.
    let place = if frame.mode == "phone" { None } else { venue::find(reading, token, frame.mode) };
    if frame.mode == "visit" {
        source.extend(place.as_ref().and_then(|place| cast::host(reading, place, &source)));
    }
    Some(Draft {
        triggers: words(reading, token, frame),
        frame,
        kind,
        source,
        target,
        place,
        when,
        status,
        status_token,
        back,
        series,
    })
}

/// The words of a trigger: its own, and that of its object where the head finds the act there (`launched an investigation`).
fn words(reading: &Reading<'_>, token: u32, frame: &Frame) -> Vec<u32> {
    let share = |at| heads::share(reading, at, frame.kind);
    let act = trigger::act(reading, token, frame).filter(|&act| share(act) > share(token));
    std::iter::once(token).chain(act).collect()
}

/// What speaks for the type and the status of an event: the evidence, and the share that the model's head gives it.
pub(crate) fn sureness(
    reading: &Reading<'_>,
    triggers: &[u32],
    frame: &Frame,
    status: Status,
    is_by_word: bool,
) -> Sureness {
    let most = |shares: &dyn Fn(u32) -> Option<u8>| {
        triggers.iter().filter_map(|&at| shares(at)).max().unwrap_or_default()
    };
    Sureness {
        kind_evidence: match frame.head {
            "" => "model",
            _ if frame.is_exact() => "exact",
            _ => "frame",
        },
        kind: most(&|at| heads::share(reading, at, frame.kind)),
        status_evidence: if is_by_word { "word" } else { "none" },
        status: most(&|at| heads::status_share(reading, at, status)),
    }
}

/// The share of its type, of 255, under which an event that only a frame tells of needs two parties: more where a bare word tells
/// as often of home affairs and business (`funding`, `discuss`, `partnership`).
fn doubtful(kind: EventType, frame: &Frame) -> u8 {
    let is_shared =
        matches!(kind, EventType::Aid | EventType::Consult | EventType::Cooperate | EventType::Support);
    if frame.is_bare() && is_shared { 26 } else { 9 }
}

fn event(
    reading: &Reading<'_>,
    statements: &[Statement<Span>],
    identity: &Identity,
    draft: Draft<'_>,
) -> Option<Event<Span>> {
    let span = |token: u32| reading.document.tokens.get(token as usize).map(|token| token.span);
    let triggers: Vec<Span> =
        draft.triggers.iter().filter_map(|&token| trigger::span(reading, token, draft.frame)).collect();
    let first = *triggers.first()?;
    let told = |statement: &Statement<Span>| {
        let holds = |trigger: &Span| statement.content.iter().any(|content| content.contains(*trigger));
        triggers.iter().all(holds)
    };
    // The innermost statement that holds them all is the one that asserts it.
    let according_to = statements
        .iter()
        .enumerate()
        .filter(|(_, statement)| told(statement))
        .min_by_key(|(_, statement)| statement.content.iter().map(|content| content.len()).sum::<usize>())
        .map(|(at, _)| at as u32);
    let Anchor { start, end, span: date_span } = draft.when;
    let is_old = start.is_some_and(|start| {
        let days = start.first_day().until(reading.article.date).map_or(0, |span| span.get_days());
        days > 31
    });
    // `four rounds of talks`: what has gone before.
    let is_summary = draft.series.number == Number::Several && status::is_real(draft.status);
    let background = is_old || is_summary;
    let counted = draft.series.only();
    let round = counted.and_then(|counted| Some(Round { n: counted.n, span: span(counted.word)? }));
    let ongoing = draft.status == Status::Ongoing;
    let is_by_word = draft.status_token.is_some();
    let sure = sureness(reading, &draft.triggers, draft.frame, draft.status, is_by_word);
    let of = |field, evidence, share| calibration::confidence(reading.model, field, evidence, share);
    let confidence = Confidence {
        kind: of("type", sure.kind_evidence, sure.kind),
        status: of("status", sure.status_evidence, sure.status),
        ..Confidence::default()
    };
    // What is doubtful needs two parties, and so does who speaks by phone.
    let is_phone = draft.frame.mode == "phone" && draft.frame.class == Class::Verb;
    let is_doubtful = sure.kind_evidence == "frame" && sure.kind < doubtful(draft.kind, draft.frame);
    let is_guess = heads::is_guess(reading, &draft.triggers, draft.frame, sure.kind);
    if (is_phone || is_doubtful || is_guess) && cluster::countries(&draft).len() < 2 {
        return None;
    }
    let cameo = cameo(reading, &draft);
    Some(Event {
        id: identity.id("e", draft.frame.kind, &[first]),
        kind: draft.kind,
        mode: (!draft.frame.mode.is_empty()).then(|| Mode::new(draft.frame.mode)),
        cameo: cameo.map(CameoCode::new),
        quad: draft.kind.quad(),
        contexts: context::find(reading, &draft.triggers, draft.frame.cameo),
        plover_score: codebook::plover_score(draft.frame.kind, draft.frame.mode),
        goldstein: cameo.and_then(codebook::goldstein),
        source: draft.source,
        target: draft.target,
        place: draft.place,
        start,
        end: if ongoing && start.and_then(|start| start.day()) == Some(reading.article.date) {
            None
        } else {
            end
        },
        date_span,
        status: draft.status,
        status_span: draft.status_token.and_then(span),
        according_to,
        background,
        round,
        confidence,
        corrected: Vec::new(),
        triggers,
    })
}

/// The CAMEO code of an event by its deed and its status: a planned visit is an intent to meet (036).
fn cameo(reading: &Reading<'_>, draft: &Draft<'_>) -> Option<&'static str> {
    let code = Some(draft.frame.cameo).filter(|code| !code.is_empty())?;
    let told = match draft.status {
        Status::Occurred | Status::Ongoing => return Some(code),
        Status::Planned | Status::Possible | Status::Conditional => Told::Planned,
        Status::Proposed if is_offer(reading, draft) => Told::Planned,
        Status::Proposed if draft.status_token.is_some_and(|word| is_demand(reading, word)) => Told::Demanded,
        Status::Proposed => Told::Proposed,
        Status::Denied => Told::Denied,
    };
    Some(codebook::as_coded(code, told))
}

/// Whether who proposes a deed would do it: `is willing to withdraw`, `offered to mediate`, `wants to meet`.
fn is_offer(reading: &Reading<'_>, draft: &Draft<'_>) -> bool {
    let parse = reading.parse;
    let verb = |at: u32| {
        std::iter::once(at)
            .chain(parse.ancestors(at))
            .take(3)
            .find(|&at| parse.word(at).deprel == Deprel::Xcomp)
    };
    let Some((verb, word)) = draft.triggers.iter().find_map(|&at| {
        let verb = verb(at)?;
        Some((verb, parse.word(verb).head?))
    }) else {
        return false;
    };
    let asks = |class| {
        reading
            .frames
            .find(&parse.word(word).lemma.to_lowercase(), class)
            .any(|frame| frame.kind == "REQUEST")
    };
    draft.status_token.is_none_or(|told| told == word)
        && parse.word(verb).xpos == Xpos::Vb
        && parse.child(word, &[Deprel::Obj, Deprel::Iobj, Deprel::NsubjPass]).is_none()
        && !asks(Class::Verb)
}

/// Whether a word that asks for something demands it: `must`, `demanded`.
fn is_demand(reading: &Reading<'_>, word: u32) -> bool {
    let lemma = reading.parse.word(word).lemma.to_lowercase();
    let class = if reading.parse.word(word).upos == Upos::Noun { Class::Noun } else { Class::Verb };
    let mut frames = reading.frames.find(&lemma, class);
    reading.parse.word(word).xpos == Xpos::Md || frames.any(|frame| frame.cameo.starts_with("10"))
}

//! `measure parse`: tags, lemmas and dependency trees as in the CoNLL 2018 shared task (Zeman et al. 2018).
//!
//! With gold tokens words go with words. With `--raw` the text is cut anew; words are then aligned by their characters, and inside
//! multi-word tokens by the longest common subsequence of their forms.

use crate::figures::{Figures, Ratio};
use crate::gold;
use crate::options::Options;
use anyhow::{Context, Result, bail};
use clap::Args;
use legation_language::Parse;
use legation_text::{Document, Sentence, Span, Token};
use std::collections::HashSet;
use std::fmt::Write;

/// Options of `measure parse`.
#[derive(Clone, Debug, Args)]
pub(crate) struct ParseOptions {
    #[command(flatten)]
    pub(crate) common: Options,
    /// Cut the raw text anew in place of taking the gold tokens.
    #[arg(long)]
    pub(crate) raw: bool,
}

/// A word of a treebank, or of our answer to it.
#[derive(Clone, Debug, Default)]
struct Word {
    form: String,
    lemma: String,
    upos: String,
    xpos: String,
    head: Option<usize>,
    relation: String,
    /// Characters (white space left out) from the file's start.
    start: usize,
    end: usize,
    /// Whether it is part of a multi-word token.
    inside: bool,
}

/// A file of sentences.
#[derive(Clone, Debug, Default)]
struct Trees {
    words: Vec<Word>,
    /// Surface tokens and sentences: characters, then words.
    tokens: Vec<[usize; 4]>,
    sentences: Vec<[usize; 4]>,
    chars: String,
    length: usize,
    /// Each sentence's raw text, and whether a paragraph begins with it.
    texts: Vec<(String, bool)>,
    /// Whether no white space follows a surface token.
    glued: Vec<bool>,
}

/// Runs the task.
pub(crate) fn run(options: &ParseOptions) -> Result<()> {
    let common = &options.common;
    let file = gold::text(&common.gold)?;
    let gold = read(&file).with_context(|| format!("{}", common.gold.display()))?;
    let (text, document) = if options.raw { raw(&gold) } else { cut(&gold) };
    let parse = crate::model::model().parse(&text, &document);
    let answer = conllu(&text, &document, &parse);
    if let Some(path) = &common.out {
        gold::write_bytes(path, answer.as_bytes())?;
    }
    let system = read(&answer).context("our own answer")?;
    let (figures, pairs, right) = score(&gold, &system)?;
    worst(&gold, &system, &pairs, &right, common.worst)?;
    figures.print(common.json)
}

/// The words of a CoNLL-U file.
fn read(text: &str) -> Result<Trees> {
    let mut trees = Trees::default();
    let (mut first, mut first_char, mut last_inside, mut inside_start) = (0, 0, 0, 0);
    let (mut sentence_text, mut paragraph) = (String::new(), false);
    for (at, line) in text.split('\n').chain([""]).enumerate() {
        let line = line.trim_end_matches('\r');
        let place = || format!("line {}", at + 1);
        if line.is_empty() {
            let size = trees.words.len() - first;
            if size == 0 {
                continue;
            }
            for word in &mut trees.words[first..] {
                word.head = match word.head {
                    Some(0) => None,
                    Some(head) if head <= size => Some(first + head - 1),
                    _ => bail!("{}: a head outside the sentence of {size} words", place()),
                };
            }
            trees.sentences.push([first_char, trees.length, first, trees.words.len()]);
            trees.texts.push((std::mem::take(&mut sentence_text), paragraph));
            (first, first_char, last_inside, paragraph) = (trees.words.len(), trees.length, 0, false);
        } else if let Some(comment) = line.strip_prefix('#') {
            if let Some(text) = comment.strip_prefix(" text = ") {
                text.clone_into(&mut sentence_text);
            }
            paragraph |= comment.starts_with(" newpar") || comment.starts_with(" newdoc");
        } else {
            let columns: Vec<&str> = line.split('\t').collect();
            let [id, form, lemma, upos, xpos, _, head, relation, _, misc] = columns[..] else {
                bail!("{}: {} columns instead of 10", place(), columns.len());
            };
            if id.contains('.') {
                continue;
            }
            let number = trees.words.len() - first + 1;
            let chars: String = form.chars().filter(|c| !c.is_whitespace()).collect();
            let size = chars.chars().count();
            if let Some((from, to)) = id.split_once('-') {
                let (from, to): (usize, usize) = (from.parse()?, to.parse()?);
                if from != number || to < from || from <= last_inside {
                    bail!("{}: multi-word token {id} out of order", place());
                }
                (last_inside, inside_start) = (to, trees.length);
                trees.chars.push_str(&chars);
                trees.length += size;
                trees.tokens.push([inside_start, trees.length, first + from - 1, first + to]);
                trees.glued.push(misc.contains("SpaceAfter=No"));
                continue;
            }
            if id.parse() != Ok(number) {
                bail!("{}: word id {id} instead of {number}", place());
            }
            let inside = number <= last_inside;
            let head = if head == "_" { 0 } else { head.parse().with_context(place)? };
            let mut word = Word {
                form: form.to_owned(),
                lemma: lemma.to_lowercase(),
                upos: upos.to_owned(),
                xpos: xpos.to_owned(),
                head: Some(head),
                relation: relation.split(':').next().unwrap_or_default().to_owned(),
                start: inside_start,
                end: trees.length,
                inside,
            };
            if !inside {
                (word.start, word.end) = (trees.length, trees.length + size);
                trees.chars.push_str(&chars);
                trees.length += size;
                trees.tokens.push([word.start, word.end, trees.words.len(), trees.words.len() + 1]);
                trees.glued.push(misc.contains("SpaceAfter=No"));
            }
            trees.words.push(word);
        }
    }
    Ok(trees)
}

/// The gold's own sentences and words as a document of ours. Its text is the forms of the words, which may differ from
/// the surface of a multi-word token.
fn cut(gold: &Trees) -> (String, Document) {
    let (mut text, mut document) = (String::new(), Document::default());
    let mut spans: Vec<(usize, usize, bool)> = Vec::new();
    let mut paragraph = 0;
    let mut sentences = Vec::new();
    let mut token = 0;
    for (&[_, _, from, to], (_, begins)) in gold.sentences.iter().zip(&gold.texts) {
        paragraph += u32::from(*begins);
        while let Some(&[_, _, first, last]) = gold.tokens.get(token).filter(|token| token[2] < to) {
            for at in first..last {
                let start = text.len();
                text.push_str(&gold.words[at].form);
                spans.push((start, text.len(), at > first));
            }
            if !gold.glued[token] {
                text.push(' ');
            }
            token += 1;
        }
        if !text.ends_with(' ') {
            text.push(' ');
        }
        sentences.push((from, to, paragraph));
    }
    let span = |start, end| Span::new(&text, start, end);
    document.tokens = spans
        .iter()
        .filter_map(|&(start, end, joined)| Some(Token { span: span(start, end)?, joined }))
        .collect();
    for (from, to, paragraph) in sentences {
        if let Some(span) = document.span_of(from as u32..to as u32) {
            document.sentences.push(Sentence { span, tokens: from as u32..to as u32, paragraph });
        }
    }
    (text, document)
}

/// The raw text of the gold, cut anew: its sentences, joined by a space, paragraphs by an empty line.
fn raw(gold: &Trees) -> (String, Document) {
    let mut text = String::new();
    for (sentence, begins) in &gold.texts {
        if !text.is_empty() {
            text.push_str(if *begins { "\n\n" } else { " " });
        }
        text.push_str(sentence);
    }
    let document =
        Span::new(&text, 0, text.len()).map(|body| Document::segment(&text, body)).unwrap_or_default();
    (text, document)
}

/// Our answer as CoNLL-U.
fn conllu(text: &str, document: &Document, parse: &Parse) -> String {
    let mut out = String::new();
    for sentence in &document.sentences {
        let first = sentence.tokens.start;
        let tokens = first..sentence.tokens.end;
        for at in tokens.clone() {
            let goes_on = |at: u32| at < tokens.end && document.tokens[at as usize].joined;
            let token = document.tokens[at as usize];
            if !token.joined && goes_on(at + 1) {
                let last = (at + 1..tokens.end).take_while(|&at| goes_on(at)).last().unwrap_or(at);
                let whole = token.span.join(document.tokens[last as usize].span);
                let _ = writeln!(
                    out,
                    "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t_",
                    at - first + 1,
                    last - first + 1,
                    whole.of(text)
                );
            }
            let Some(word) = parse.words().get(at as usize) else { continue };
            let head = word.head.map_or(0, |head| head - first + 1);
            let form = token.span.of(text);
            let _ = writeln!(
                out,
                "{}\t{form}\t{}\t{}\t{}\t_\t{head}\t{}\t_\t_",
                at - first + 1,
                word.lemma,
                word.upos,
                word.xpos,
                word.deprel
            );
        }
        out.push('\n');
    }
    out
}

/// Pairs of words, gold and system.
type Pairs = Vec<(usize, usize)>;

fn align(gold: &[Word], system: &[Word]) -> Pairs {
    let mut out = Vec::new();
    let (mut i, mut j) = (0, 0);
    while let (Some(g), Some(s)) = (gold.get(i), system.get(j)) {
        if g.inside || s.inside {
            let (from, to, at, until) = stretch(gold, system, i, j);
            out.extend(
                common(&gold[from..to], &system[at..until]).into_iter().map(|(x, y)| (from + x, at + y)),
            );
            (i, j) = (to, until);
        } else if (g.start, g.end) == (s.start, s.end) {
            out.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if g.start <= s.start {
            i += 1;
        } else {
            j += 1;
        }
    }
    out
}

/// The smallest stretch around a multi-word token that both sides close at the same character.
fn stretch(gold: &[Word], system: &[Word], mut i: usize, mut j: usize) -> (usize, usize, usize, usize) {
    let mut end;
    if gold[i].inside {
        end = gold[i].end;
        if !system[j].inside && system[j].start < gold[i].start {
            j += 1;
        }
    } else {
        end = system[j].end;
        if !gold[i].inside && gold[i].start < system[j].start {
            i += 1;
        }
    }
    let past = |words: &[Word], at: usize, end: usize| {
        words.get(at).is_none_or(|word| if word.inside { word.start >= end } else { word.end > end })
    };
    let (mut a, mut b) = (i, j);
    while !past(gold, a, end) || !past(system, b, end) {
        let takes_gold = gold.get(a).is_some_and(|g| system.get(b).is_none_or(|s| g.start <= s.start));
        let word = if takes_gold { &gold[a] } else { &system[b] };
        if word.inside {
            end = end.max(word.end);
        }
        if takes_gold { a += 1 } else { b += 1 }
    }
    (i, a, j, b)
}

/// One longest common subsequence of the forms.
fn common(gold: &[Word], system: &[Word]) -> Pairs {
    let (n, m) = (gold.len(), system.len());
    let form = |word: &Word| word.form.to_lowercase();
    let mut best = vec![vec![0u32; m + 1]; n + 1];
    let same: Vec<Vec<bool>> =
        gold.iter().map(|g| system.iter().map(|s| form(g) == form(s)).collect()).collect();
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            best[i][j] = best[i + 1][j].max(best[i][j + 1]).max(u32::from(same[i][j]) + best[i + 1][j + 1]);
        }
    }
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    while i < n && j < m {
        if same[i][j] {
            out.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[i][j] == best[i + 1][j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    out
}

fn score(gold: &Trees, system: &Trees) -> Result<(Figures, Pairs, HashSet<usize>)> {
    let direct = gold.words.len() == system.words.len()
        && gold.words.iter().zip(&system.words).all(|(g, s)| g.form == s.form);
    if !direct && gold.chars != system.chars {
        let at = gold.chars.chars().zip(system.chars.chars()).take_while(|(a, b)| a == b).count();
        bail!("the texts differ from character {at} on");
    }
    let pairs = if direct {
        (0..gold.words.len()).map(|at| (at, at)).collect()
    } else {
        align(&gold.words, &system.words)
    };
    let mut gold_of = vec![None; system.words.len()];
    for &(i, j) in &pairs {
        gold_of[j] = Some(i);
    }
    let mut hits = [0usize; 6];
    let mut right = HashSet::new();
    for &(i, j) in &pairs {
        let (g, s) = (&gold.words[i], &system.words[j]);
        let head = match (g.head, s.head) {
            (None, None) => true,
            (Some(g), Some(s)) => gold_of[s] == Some(g),
            _ => false,
        };
        let las = head && g.relation == s.relation;
        let lemma = g.lemma == "_" || g.lemma == s.lemma;
        let told = [g.upos == s.upos, g.xpos == s.xpos, head, las, las && g.relation != "punct", lemma];
        for (hit, told) in hits.iter_mut().zip(told) {
            *hit += usize::from(told);
        }
        if las {
            right.insert(i);
        }
    }
    let (n, m) = (gold.words.len(), system.words.len());
    let gold_words = gold.words.iter().filter(|word| word.relation != "punct").count();
    let told = |j: usize| gold_of[j].map_or(&system.words[j], |i| &gold.words[i]);
    let system_words = (0..m).filter(|&j| told(j).relation != "punct").count();
    let mut figures = Figures::default();
    for (name, right) in ["upos", "xpos", "uas", "las", "las_nopunct", "lemma"].into_iter().zip(hits) {
        let (system, gold) = if name == "las_nopunct" { (system_words, gold_words) } else { (m, n) };
        figures.ratio(&format!("{name}_"), name, Ratio { right, system, gold });
    }
    figures.share("words_f", Ratio { right: pairs.len(), system: m, gold: n }.f());
    let view = |unit: &[usize; 4]| if direct { [unit[2], unit[3]] } else { [unit[0], unit[1]] };
    for (name, ours, theirs) in
        [("tokens_f", &system.tokens, &gold.tokens), ("sentences_f", &system.sentences, &gold.sentences)]
    {
        let (ours, theirs): (HashSet<_>, HashSet<_>) =
            (ours.iter().map(view).collect(), theirs.iter().map(view).collect());
        let ratio =
            Ratio { right: ours.intersection(&theirs).count(), system: ours.len(), gold: theirs.len() };
        figures.share(name, ratio.f());
    }
    figures.count("n_gold", n);
    figures.count("n_system", m);
    figures.word("alignment", if direct { "direct" } else { "characters" });
    Ok((figures, pairs, right))
}

/// The sentences with most words wrong, and these words.
fn worst(gold: &Trees, system: &Trees, pairs: &Pairs, right: &HashSet<usize>, count: usize) -> Result<()> {
    use std::io::Write;
    let mut system_of = vec![None; gold.words.len()];
    for &(i, j) in pairs {
        system_of[i] = Some(j);
    }
    let wrong = |at: usize| {
        let [_, _, from, to] = gold.sentences[at];
        (from..to).filter(|word| !right.contains(word)).collect::<Vec<_>>()
    };
    let mut order: Vec<usize> = (0..gold.sentences.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(wrong(at).len()));
    let arc = |trees: &Trees, at: usize| {
        let word = &trees.words[at];
        format!("{}<-{}", word.relation, word.head.map_or("ROOT", |head| trees.words[head].form.as_str()))
    };
    let mut out = std::io::stdout().lock();
    for at in order.into_iter().take(count) {
        let [_, _, from, to] = gold.sentences[at];
        let words = wrong(at);
        writeln!(out, "{} of {} wrong: {}", words.len(), to - from, gold.texts[at].0)?;
        for word in words {
            let ours = system_of[word].map_or_else(|| "no such word".to_owned(), |j| arc(system, j));
            writeln!(out, "    {}: {} > {ours}", gold.words[word].form, arc(gold, word))?;
        }
    }
    Ok(())
}

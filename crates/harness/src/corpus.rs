//! `harness corpus`: dated articles from templates, as JSON lines.
//!
//! States, some of them made up, meet, visit, accuse, sanction and strike one another. One article in fifty comes twice, one in fifty comes
//! again with a correction, one in a hundred is not in English.

use crate::chance::Chance;
use crate::repeats::{Repeats, Turn};
use anyhow::{Context as _, Result};
use clap::Args;
use jiff::ToSpan;
use jiff::civil::date;
use serde::Serialize;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Options of `harness corpus`.
#[derive(Clone, Debug, Args)]
pub(crate) struct CorpusOptions {
    /// How many articles.
    #[arg(long, value_name = "N", default_value_t = 5000)]
    articles: usize,
    /// What chance begins with.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// The file to write.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// Writes the corpus.
pub(crate) fn run(options: &CorpusOptions) -> Result<()> {
    write(&options.out, options.articles, options.seed)
}

/// Writes so many articles into a file.
pub(crate) fn write(path: &Path, articles: usize, seed: u64) -> Result<()> {
    let file = std::fs::File::create(path).with_context(|| format!("{} cannot be made", path.display()))?;
    let mut out = BufWriter::new(file);
    for (line, turn) in Repeats::new(seed).take(articles).enumerate() {
        let article = match turn {
            Turn::New(number) => article(seed, number),
            // Once more under its name, or under another: what it says is what counts.
            Turn::Again(number) => {
                let again = article(seed, number);
                if number % 2 == 0 { again } else { Article { id: format!("again-{line}"), ..again } }
            }
            Turn::Corrected(number, correction) => {
                let mut corrected = article(seed, number);
                corrected.text.push_str(&format!(
                    " Correction no. {correction}: an earlier report named the wrong city."
                ));
                corrected
            }
        };
        serde_json::to_writer(&mut out, &article)?;
        out.write_all(b"\n")?;
    }
    out.flush().with_context(|| format!("{} cannot be written", path.display()))
}

#[derive(Debug, Serialize)]
struct Article {
    id: String,
    date: String,
    title: String,
    source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    text: String,
}

/// Name, adjective, capital; the last ones are made up.
const STATES: [(&str, &str, &str); 30] = [
    ("France", "French", "Paris"),
    ("Germany", "German", "Berlin"),
    ("Kenya", "Kenyan", "Nairobi"),
    ("Japan", "Japanese", "Tokyo"),
    ("Brazil", "Brazilian", "Brasília"),
    ("Egypt", "Egyptian", "Cairo"),
    ("Turkey", "Turkish", "Ankara"),
    ("India", "Indian", "New Delhi"),
    ("Pakistan", "Pakistani", "Islamabad"),
    ("Iran", "Iranian", "Tehran"),
    ("Israel", "Israeli", "Jerusalem"),
    ("Russia", "Russian", "Moscow"),
    ("Ukraine", "Ukrainian", "Kyiv"),
    ("China", "Chinese", "Beijing"),
    ("Poland", "Polish", "Warsaw"),
    ("Armenia", "Armenian", "Yerevan"),
    ("Azerbaijan", "Azerbaijani", "Baku"),
    ("Ethiopia", "Ethiopian", "Addis Ababa"),
    ("Sudan", "Sudanese", "Khartoum"),
    ("Qatar", "Qatari", "Doha"),
    ("Mexico", "Mexican", "Mexico City"),
    ("Colombia", "Colombian", "Bogotá"),
    ("Vietnam", "Vietnamese", "Hanoi"),
    ("Serbia", "Serbian", "Belgrade"),
    ("Ruritania", "Ruritanian", "Strelsau"),
    ("Syldavia", "Syldavian", "Klow"),
    ("Borduria", "Bordurian", "Szohôd"),
    ("Graustark", "Graustarkian", "Edelweiss"),
    ("Costaguana", "Costaguanan", "Sulaco"),
    ("Azania", "Azanian", "Debra Dowa"),
];
const OFFICES: [&str; 6] =
    ["Foreign Minister", "President", "Prime Minister", "Defence Minister", "envoy", "spokeswoman"];
const GIVEN: [&str; 12] =
    ["Ana", "Bashir", "Chidi", "Dana", "Emre", "Farah", "Goran", "Hana", "Ivo", "Jomo", "Karim", "Lena"];
const FAMILY: [&str; 14] = [
    "Okoro",
    "Varga",
    "Haddad",
    "Lindqvist",
    "Moreau",
    "Tanaka",
    "Petrov",
    "Silva",
    "Demir",
    "Nowak",
    "Abebe",
    "Rahman",
    "Castro",
    "O’Neill",
];
const TOPICS: [&str; 10] = [
    "a cease-fire",
    "grain exports",
    "the border",
    "a prisoner exchange",
    "natural gas",
    "fishing rights",
    "nuclear inspections",
    "visa rules",
    "the shared river",
    "debt relief",
];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const OUTLETS: [&str; 6] =
    ["Northern Wire", "Harbour Post", "Strelsau Herald", "Evening Courier", "Daily Dispatch", "Lake Times"];

/// Sentences. {a} and {b} are states, {A} and {B} their adjectives, {m} and {n} officials of theirs with their names, {c} and {d} their
/// capitals, {t} and {u} topics, {w} a weekday, {k} a number.
const SENTENCES: [&str; 24] = [
    "{A} {m} met {B} {n} in {c} on {w} for talks on {t}.",
    "{a} and {b} agreed on {w} to resume talks about {t}.",
    "{A} {m} will travel to {d} next week to discuss {t} with {n}.",
    "{a} imposed sanctions on {k} {B} companies over {t}, the ministry in {c} said.",
    "“We will not negotiate on {t} under pressure,” {m} told reporters in {c}.",
    "{a} accused {b} of breaking the agreement on {t}.",
    "{B} forces shelled a village near the {A} border on {w}, killing {k} people, according to officials in {c}.",
    "{m} demanded that {b} withdraw its troops from the border.",
    "{B} {n} rejected the demand, saying that {t} was not on the table.",
    "{a} expelled {k} {B} diplomats on {w}.",
    "{m} thanked {n} for {B} support and offered to host a summit in {c}.",
    "{b} has threatened to suspend its ambassador’s work if {a} goes ahead.",
    "{A} and {B} officials signed a memorandum on {t} in {d}.",
    "{m} denied that {a} had sent weapons to {b}.",
    "“I spoke with my {B} colleague on {w}, and we agreed on {t},” {m} said.",
    "{a} sent {k} tons of food to {b} after the floods.",
    "Thousands protested in {c} against the deal with {b}.",
    "{n} said that {b} could join the talks on {u} if {a} lifted the embargo.",
    "The two sides last met in {d} in March and made no progress on {u}.",
    "{a} called on {b} to release {k} prisoners.",
    "{m} spoke by telephone with {n} on {w}; they talked about {t} and {u}.",
    "According to {m}, the visit was postponed until {w}.",
    "{b} recalled its ambassador from {c} in protest.",
    "Analysts in {d} expect that {u} will be raised again.",
];
const TITLES: [&str; 6] = [
    "{a} and {b} discuss {t}",
    "{a} accuses {b}",
    "{A} {m} in {d}",
    "Talks on {t} to resume",
    "{b} rejects {A} demand",
    "Tension between {a} and {b}",
];
const FOREIGN: [&str; 4] = [
    "Le ministre des Affaires étrangères a rencontré son homologue à {c} pour discuter de la frontière. Les deux pays ont convenu de se revoir la semaine prochaine, a indiqué le ministère. Aucune date n’a été fixée pour la signature de l’accord.",
    "El presidente recibió el lunes a una delegación en {c} y pidió que se reanuden las conversaciones. Las dos partes acordaron reunirse de nuevo. El gobierno rechazó las acusaciones y dijo que no aceptará presiones.",
    "Der Außenminister traf am Montag seinen Amtskollegen in {c}. Beide Seiten vereinbarten, die Gespräche über die Grenze fortzusetzen. Ein Sprecher wies die Vorwürfe zurück und nannte sie haltlos.",
    "Министр иностранных дел встретился в понедельник со своим коллегой в городе {c}. Стороны договорились продолжить переговоры о границе. Представитель министерства отверг обвинения.",
];

/// The article of a number.
fn article(seed: u64, number: u64) -> Article {
    let mut chance = Chance::of(seed, number);
    let names = Names::draw(&mut chance);
    let day = date(2024, 1, 1).saturating_add((chance.below(500) as i64).days());
    let text = if chance.per_mille(10) {
        let template: &&str = chance.pick(&FOREIGN);
        names.fill(template, &mut chance)
    } else {
        let count = chance.between(3, 8);
        let sentences: Vec<String> = (0..count)
            .map(|_| {
                let sentence: &&str = chance.pick(&SENTENCES);
                names.fill(sentence, &mut chance)
            })
            .collect();
        // A paragraph or two.
        let half = sentences.len() / 2;
        format!("{}\n\n{}", sentences[..half].join(" "), sentences[half..].join(" "))
    };
    let title: &&str = chance.pick(&TITLES);
    Article {
        id: format!("a{number:06}"),
        date: day.to_string(),
        title: names.fill(title, &mut chance),
        source: (*chance.pick(&OUTLETS)).to_owned(),
        url: chance.per_mille(600).then(|| format!("https://news.example/{number}")),
        text: text.trim_start().to_owned(),
    }
}

/// Who an article is about.
struct Names {
    states: [(&'static str, &'static str, &'static str); 2],
    officials: [String; 2],
}

impl Names {
    fn draw(chance: &mut Chance) -> Names {
        let first = chance.below(STATES.len());
        let second = (first + 1 + chance.below(STATES.len() - 1)) % STATES.len();
        let mut official =
            || format!("{} {} {}", chance.pick(&OFFICES), chance.pick(&GIVEN), chance.pick(&FAMILY));
        let officials = [official(), official()];
        Names { states: [STATES[first], STATES[second]], officials }
    }

    fn fill(&self, template: &str, chance: &mut Chance) -> String {
        let [(a, a_adjective, c), (b, b_adjective, d)] = self.states;
        let [m, n] = &self.officials;
        let number = chance.between(2, 60).to_string();
        let (t, u) = (*chance.pick(&TOPICS), *chance.pick(&TOPICS));
        let weekday: &&str = chance.pick(&WEEKDAYS);
        [
            ("{A}", a_adjective),
            ("{B}", b_adjective),
            ("{a}", a),
            ("{b}", b),
            ("{m}", m),
            ("{n}", n),
            ("{c}", c),
            ("{d}", d),
            ("{t}", t),
            ("{u}", u),
            ("{w}", *weekday),
            ("{k}", &number),
        ]
        .iter()
        .fold(template.to_owned(), |text, (mark, word)| text.replace(mark, word))
    }
}

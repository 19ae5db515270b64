//! `measure time`: TIMEX3 extents, types and values, by the definitions of TempEval-3 (UzZaman et al. 2013).

use crate::article;
use crate::figures::{Figures, Ratio, share};
use crate::gold;
use crate::options::Options;
use anyhow::Result;
use legation_knowledge::world::World;
use legation_text::{CodePoints, Document as Cut};
use serde::{Deserialize, Serialize};
use std::io::Write;

#[derive(Clone, Debug, Deserialize)]
struct Document {
    doc_id: String,
    #[serde(default)]
    dct: Option<String>,
    text: String,
    #[serde(default)]
    timex: Vec<Timex>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
struct Timex {
    start: usize,
    end: usize,
    #[serde(rename = "type", default)]
    kind: Option<String>,
    #[serde(default)]
    value: Option<String>,
    #[serde(rename = "mod", default, skip_serializing_if = "Option::is_none")]
    modifier: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct Answer {
    doc_id: String,
    timex: Vec<Timex>,
}

/// Runs the task.
pub(crate) fn run(options: &Options) -> Result<()> {
    let gold: Vec<Document> = options.part(gold::lines(&options.gold)?);
    let answers: Vec<Answer> = gold.iter().map(answer).collect::<Result<_>>()?;
    gold::write(options.out.as_deref(), &answers)?;
    let mut tally = Tally::default();
    let mut wrong = Vec::new();
    for (document, answer) in gold.iter().zip(&answers) {
        let text: Vec<char> = document.text.chars().collect();
        tally.add(&document.doc_id, &document.timex, &answer.timex, &text, &mut wrong);
    }
    let mut out = std::io::stdout().lock();
    for line in wrong.iter().take(options.worst) {
        writeln!(out, "{line}")?;
    }
    drop(out);
    tally.figures(gold.len()).print(options.json)
}

fn answer(document: &Document) -> Result<Answer> {
    let mut timex = Vec::new();
    if let Some(article) = article::of(&document.doc_id, &document.text, document.dct.as_deref()) {
        let cut = Cut::of(&article);
        let parse = crate::model::model().parse(&article.text, &cut);
        let points = CodePoints::of(&article.text);
        for time in legation_mention::find(World::embedded(), &article, &cut, &parse).times {
            let [start, end] = points.span(time.is.span);
            let word = |value: serde_json::Value| value.as_str().map(str::to_owned);
            timex.push(Timex {
                start: start as usize,
                end: end as usize,
                kind: word(serde_json::to_value(time.is.kind)?),
                value: Some(time.is.value),
                modifier: time.is.modifier.map(serde_json::to_value).transpose()?.and_then(word),
            });
        }
    }
    Ok(Answer { doc_id: document.doc_id.clone(), timex })
}

#[derive(Default)]
struct Tally {
    relaxed: Ratio,
    strict: usize,
    kind: usize,
    value: usize,
    lenient: usize,
    strict_value: usize,
}

/// Without white space around it and one final full stop or comma.
fn trim(timex: &Timex, text: &[char]) -> (usize, usize) {
    let (mut start, mut end) = (timex.start, timex.end.min(text.len()));
    while start < end && text[start].is_whitespace() {
        start += 1;
    }
    while end > start && text[end - 1].is_whitespace() {
        end -= 1;
    }
    if end > start + 1 && matches!(text[end - 1], '.' | ',') {
        end -= 1;
    }
    (start, end)
}

/// A value without differences of notation.
fn folded(value: Option<&str>) -> String {
    let mut value = value.unwrap_or("").to_uppercase();
    let bytes = value.as_bytes();
    let seconds = bytes.len() > 9 && value.ends_with(":00") && bytes[bytes.len() - 9] == b'T';
    if seconds {
        value.truncate(value.len() - 3);
    }
    match value.as_str() {
        "P7D" => "P1W".to_owned(),
        "P12M" => "P1Y".to_owned(),
        "PT24H" => "P1D".to_owned(),
        "PT60M" => "PT1H".to_owned(),
        "P10Y" => "P1DE".to_owned(),
        "P100Y" => "P1CE".to_owned(),
        _ => value,
    }
}

impl Tally {
    fn add(&mut self, id: &str, gold: &[Timex], ours: &[Timex], text: &[char], wrong: &mut Vec<String>) {
        let sorted = |timex: &[Timex]| {
            let mut timex = timex.to_vec();
            timex.sort_by_key(|timex| (timex.start, timex.end));
            timex
        };
        let (gold, ours) = (sorted(gold), sorted(ours));
        let mut pairs = Vec::new();
        for (i, g) in gold.iter().enumerate() {
            let (a, b) = trim(g, text);
            for (j, s) in ours.iter().enumerate() {
                let (c, d) = trim(s, text);
                let shared = b.min(d).saturating_sub(a.max(c));
                if shared > 0 {
                    pairs.push(((a, b) != (c, d), std::cmp::Reverse(shared), a, c, i, j));
                }
            }
        }
        pairs.sort_unstable();
        let (mut used_gold, mut used_ours) = (vec![false; gold.len()], vec![false; ours.len()]);
        self.relaxed.add(0, ours.len(), gold.len());
        let words = |timex: &Timex| {
            text[timex.start.min(text.len())..timex.end.min(text.len())].iter().collect::<String>()
        };
        for (inexact, _, _, _, i, j) in pairs {
            if used_gold[i] || used_ours[j] {
                continue;
            }
            (used_gold[i], used_ours[j]) = (true, true);
            let (g, s) = (&gold[i], &ours[j]);
            let value = g.value == s.value;
            self.relaxed.right += 1;
            self.strict += usize::from(!inexact);
            self.kind += usize::from(g.kind == s.kind);
            self.value += usize::from(value);
            self.lenient += usize::from(folded(g.value.as_deref()) == folded(s.value.as_deref()));
            self.strict_value += usize::from(!inexact && value);
            if !value {
                wrong.push(format!(
                    "{id}: {}: {} > {}",
                    words(g),
                    g.value.as_deref().unwrap_or(""),
                    s.value.as_deref().unwrap_or("")
                ));
            }
        }
        wrong.extend(
            gold.iter()
                .zip(&used_gold)
                .filter(|(_, used)| !**used)
                .map(|(g, _)| format!("{id}: {} missed", words(g))),
        );
        wrong.extend(
            ours.iter()
                .zip(&used_ours)
                .filter(|(_, used)| !**used)
                .map(|(s, _)| format!("{id}: {} spurious", words(s))),
        );
    }

    fn figures(&self, documents: usize) -> Figures {
        let mut figures = Figures::default();
        let strict = Ratio { right: self.strict, ..self.relaxed };
        figures.count("docs", documents);
        figures.count("gold", self.relaxed.gold);
        figures.count("system", self.relaxed.system);
        figures.ratio("relaxed_", "relaxed_f1", self.relaxed);
        figures.ratio("strict_", "strict_f1", strict);
        let pairs = self.relaxed.right.max(1);
        for (name, right) in [("type", self.kind), ("value", self.value)] {
            figures.share(format!("{name}_acc"), share(right, pairs));
            figures.share(format!("{name}_f1"), share(right, pairs) * self.relaxed.f());
        }
        figures.share("value_lenient_f1", share(self.lenient, pairs) * self.relaxed.f());
        figures.share("strict_value_f1", Ratio { right: self.strict_value, ..self.relaxed }.f());
        figures
    }
}

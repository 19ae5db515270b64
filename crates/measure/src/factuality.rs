//! `measure factuality`: whether an event is said to have happened.
//!
//! Gold is a sentence, a word in it and how certain readers took the event to be, from −3 (surely not) to 3 (surely), as in
//! FactBank and its successors (Saurí and Pustejovsky 2009; Stanovsky et al. 2017). We answer where one of our events has its
//! trigger at that word: occurred and ongoing are 3, planned, conditional, possible and proposed 0.5, denied −3. Coverage is reported
//! beside the error, since only political events are coded. There is no reference scorer.

use crate::article;
use crate::figures::{Figures, share};
use crate::gold;
use crate::options::Options;
use anyhow::Result;
use legation_read::Reader;
use legation_record::Status;
use legation_text::CodePoints;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Deserialize)]
struct Row {
    id: String,
    text: String,
    event: Word,
    score: f64,
}

#[derive(Clone, Debug, Deserialize)]
struct Word {
    start: u32,
    end: u32,
}

#[derive(Clone, Debug, Serialize)]
struct Answer {
    id: String,
    status: Option<&'static str>,
    score: Option<f64>,
}

/// Runs the task.
pub(crate) fn run(options: &Options) -> Result<()> {
    let rows: Vec<Row> = options.part(gold::lines(&options.gold)?);
    let reader = crate::model::reader();
    let answers: Vec<Answer> = rows.iter().map(|row| answer(&reader, row)).collect();
    gold::write(options.out.as_deref(), &answers)?;
    let (mut answered, mut error, mut sign) = (0, 0.0, 0);
    for (row, answer) in rows.iter().zip(&answers) {
        let Some(score) = answer.score else { continue };
        answered += 1;
        error += (score - row.score).abs();
        // Certain, uncertain, or certain that not.
        let class = |score: f64| {
            if score >= 1.5 {
                1
            } else if score <= -1.5 {
                -1
            } else {
                0
            }
        };
        sign += usize::from(class(score) == class(row.score));
    }
    let mut figures = Figures::default();
    figures.count("rows", rows.len());
    figures.count("answered", answered);
    figures.share("coverage", share(answered, rows.len()));
    figures.share("mean_absolute_error", if answered == 0 { 0.0 } else { error / answered as f64 });
    figures.share("class_accuracy", share(sign, answered));
    figures.print(options.json)
}

fn answer(reader: &Reader, row: &Row) -> Answer {
    let status = article::of(&row.id, &row.text, None).and_then(|article| {
        let points = CodePoints::of(&article.text);
        let here = |span: &legation_text::Span| {
            let [start, end] = points.span(*span);
            start < row.event.end && row.event.start < end
        };
        reader
            .read(&article)
            .events
            .into_iter()
            .find(|event| event.triggers.iter().any(here))
            .map(|event| event.status)
    });
    let score = status.map(|status| match status {
        Status::Occurred | Status::Ongoing => 3.0,
        Status::Planned | Status::Conditional | Status::Possible | Status::Proposed => 0.5,
        Status::Denied => -3.0,
    });
    Answer { id: row.id.clone(), status: status.map(Status::name), score }
}

//! Who held the highest offices on some days: which cells the tables can fill, and on what basis.

use crate::figures::Figures;
use anyhow::{Context, Result};
use clap::Args;
use jiff::civil::{Date, date};
use legation_knowledge::world::{Basis, Office, World};
use std::io::Write;
use std::path::PathBuf;

const OFFICES: [Office; 4] =
    [Office::HeadOfState, Office::HeadOfGovernment, Office::ForeignMinister, Office::DefenceMinister];
const YEARS: std::ops::RangeInclusive<i16> = 2018..=2025;

/// Who held the highest offices on the first of July of 2018 to 2025.
#[derive(Debug, Args)]
pub(crate) struct HoldersOptions {
    /// The states: alpha-3 codes, a line each; what stands behind a blank is not read.
    #[arg(long, value_name = "FILE")]
    states: PathBuf,
    /// Print every cell as a table: code, office, day, holders, basis.
    #[arg(long)]
    cells: bool,
    /// Print the figures as one line of JSON, shares from 0 to 1.
    #[arg(long)]
    json: bool,
}

/// Runs the task.
pub(crate) fn run(options: &HoldersOptions) -> Result<()> {
    let path = options.states.display();
    let text = std::fs::read_to_string(&options.states).with_context(|| format!("{path}"))?;
    let states: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|state| World::embedded().country(state).is_some())
        .collect();
    let (mut cells, mut answered, mut sourced, mut several) = (0.0, 0.0, 0.0, 0.0);
    let mut out = std::io::stdout().lock();
    for state in &states {
        let code = format!("{state}GOV");
        for office in OFFICES {
            for year in YEARS {
                let day = date(year, 7, 1);
                cells += 1.0;
                let cell = Cell::of(&code, office, day);
                answered += f64::from(u8::from(!cell.holders.is_empty()));
                several += f64::from(u8::from(cell.holders.len() > 1));
                sourced += f64::from(u8::from(cell.is_sourced));
                if options.cells || (!options.json && !cell.is_sourced) {
                    let who =
                        if cell.holders.is_empty() { "nobody".to_owned() } else { cell.holders.join(", ") };
                    writeln!(out, "{code}\t{}\t{day}\t{who}\t{}", office.name(), cell.basis)?;
                }
            }
        }
    }
    drop(out);
    let mut figures = Figures::default();
    figures.count("states", states.len());
    figures.count("cells", cells as usize);
    figures.share("answered", answered / cells);
    figures.share("sourced", sourced / cells);
    figures.share("several", several / cells);
    figures.print(options.json)
}

/// Who held an office on a day.
struct Cell {
    holders: Vec<&'static str>,
    basis: String,
    is_sourced: bool,
}

impl Cell {
    fn of(code: &str, office: Office, day: Date) -> Cell {
        let held: Vec<_> = World::embedded().holders(code, office, day).collect();
        Cell {
            holders: held.iter().map(|(person, _)| person.name).collect(),
            basis: held.first().map_or_else(String::new, |(_, tenure)| tenure.basis.to_string()),
            is_sourced: held.first().is_some_and(|(_, tenure)| tenure.basis != Basis::Unsourced),
        }
    }
}

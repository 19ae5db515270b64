//! What is kept as articles come is what is had of all at once.

use crate::story::{NEWS, leaf};
use legation_link::{Leaf, Ledger};

/// The invented articles, and copies of some of them.
fn leaves() -> Vec<Leaf> {
    let mut leaves: Vec<Leaf> =
        NEWS.iter().enumerate().map(|(at, news)| leaf(&format!("{at:03}"), news)).collect();
    leaves.extend(NEWS.iter().enumerate().step_by(3).map(|(at, news)| leaf(&format!("copy-{at:03}"), news)));
    leaves
}

fn told(ledger: &Ledger) -> String {
    let families: Vec<_> =
        ledger.families().into_iter().map(|family| (family.origin, family.members)).collect();
    serde_json::to_string(&(families, ledger.copies().ties().len(), ledger.stories(1))).unwrap()
}

#[test]
fn the_order_changes_nothing() {
    let leaves = leaves();
    let whole = told(&leaves.iter().cloned().collect());
    assert!(whole.contains("copy-000"));
    let backwards = leaves.iter().rev().cloned().collect();
    assert_eq!(told(&backwards), whole);
    for step in [5, 7, 11, 13] {
        // A step that shares no divisor with their number goes over all.
        assert_ne!(leaves.len() % step, 0);
        let shuffled = (0..leaves.len()).map(|at| leaves[at * step % leaves.len()].clone()).collect();
        assert_eq!(told(&shuffled), whole, "each {step}th");
    }
}

#[test]
fn later_is_as_at_once() {
    let leaves = leaves();
    for later in [1, 4, leaves.len() / 2] {
        let (early, late) = leaves.split_at(leaves.len() - later);
        let mut ledger: Ledger = early.iter().cloned().collect();
        let before = told(&ledger);
        for leaf in late {
            assert!(ledger.add(leaf.clone()).is_some());
            assert!(ledger.add(leaf.clone()).is_none(), "the same again");
        }
        assert_ne!(told(&ledger), before);
        assert_eq!(told(&ledger), told(&leaves.iter().cloned().collect()));
    }
}

#[test]
fn a_leaf_that_was_written_down_is_the_same() {
    for leaf in leaves() {
        let written = serde_json::to_string(&leaf).unwrap();
        assert_eq!(serde_json::from_str::<Leaf>(&written).unwrap(), leaf);
    }
}

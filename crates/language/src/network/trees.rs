//! Trees: biaffine scores (Dozat and Manning 2017) and the best tree with one root (Chu and Liu 1965, Edmonds 1967).

use super::file::File;
use super::matrix::{Matrix, Quantised};
use super::simd::Path;
use super::vector::dot;
use crate::Deprel;

/// How many words get one tree; the longest sentences of newspapers have some 150.
const STRETCH: usize = 400;

/// The scorer of arcs and their relations.
#[derive(Debug)]
pub(super) struct Trees {
    /// Heads and children of arcs, heads and children of relations, at once.
    shapes: Matrix,
    arc: Matrix,
    label: Matrix,
    /// How many values a row of an arc and of a relation has.
    sizes: [usize; 2],
}

impl Trees {
    pub(super) fn read(file: &mut File) -> Option<Trees> {
        let sizes = [file.count()?, file.count()?];
        let trees = Trees { sizes, shapes: file.matrix()?, arc: file.matrix()?, label: file.matrix()? };
        let fits = trees.shapes.outputs == 2 * (sizes[0] + sizes[1])
            && trees.arc.outputs == sizes[0] + 1
            && trees.label.outputs == Deprel::ALL.len() * (sizes[1] + 1);
        fits.then_some(trees)
    }

    /// Head and relation of each word, the words numbered from 1 and 0 the root: `rows` begin with the root's.
    ///
    /// What is longer than any sentence is read in stretches, each hung on the first.
    #[inline(always)]
    pub(super) fn decode(&self, rows: &[f32], width: usize, path: Path) -> Vec<(usize, Deprel)> {
        let (root, words) = rows.split_at(width);
        let mut found: Vec<(usize, Deprel)> = Vec::new();
        for stretch in words.chunks(STRETCH * width) {
            let before = found.len();
            let top = found.iter().position(|&(head, _)| head == 0);
            for (head, relation) in self.decode_stretch(&[root, stretch].concat(), width, path) {
                found.push(match (head, top) {
                    (0, Some(top)) => (top + 1, Deprel::Parataxis),
                    (0, None) => (0, Deprel::Root),
                    (head, _) => (head + before, relation),
                });
            }
        }
        found
    }

    #[inline(always)]
    fn decode_stretch(&self, rows: &[f32], width: usize, path: Path) -> Vec<(usize, Deprel)> {
        let [arc, label] = self.sizes;
        let mut shapes = self.shapes.apply(&Quantised::of(rows, width), path);
        for value in &mut shapes {
            *value = if *value > 0.0 { *value } else { 0.0 };
        }
        let all = self.shapes.outputs;
        let count = shapes.len() / all.max(1);
        let gather = |from: usize, size: usize, one: bool| {
            let mut out = Vec::with_capacity(count * (size + usize::from(one)));
            for shape in shapes.chunks_exact(all) {
                out.extend_from_slice(&shape[from..from + size]);
                out.extend(one.then_some(1.0));
            }
            out
        };
        let heads = self.arc.apply(&Quantised::of(&gather(0, arc, false), arc), path);
        let children = gather(arc, arc, true);
        let mut scores = vec![f32::MIN; count * count];
        for (child, row) in children.chunks_exact(arc + 1).enumerate().skip(1) {
            for (head, out) in heads.chunks_exact(arc + 1).enumerate().filter(|&(head, _)| head != child) {
                scores[child * count + head] = dot(row, out);
            }
        }
        let tree = best_tree(&scores, count);
        let heads = gather(2 * arc, label, true);
        let children = gather(2 * arc + label, label, true);
        let size = label + 1;
        let chosen: Vec<f32> =
            tree.iter().skip(1).flat_map(|&head| heads[head * size..][..size].iter().copied()).collect();
        let shifted = self.label.apply(&Quantised::of(&chosen, size), path);
        let relations = shifted.chunks_exact(self.label.outputs).zip(children.chunks_exact(size).skip(1));
        let choices: Vec<Choice> = relations
            .map(|(shifted, child)| {
                let scores = shifted.chunks_exact(size).map(|part| dot(part, child));
                Choice::of(scores.zip(Deprel::ALL.iter().copied()))
            })
            .collect();
        tree.iter().skip(1).copied().zip(one_object_each(&choices, &tree[1..])).collect()
    }
}

/// The two best relations of a word to its head, with their scores.
#[derive(Clone, Copy, Debug)]
struct Choice {
    best: (f32, Deprel),
    next: (f32, Deprel),
}

impl Choice {
    #[inline(always)]
    fn of(scores: impl Iterator<Item = (f32, Deprel)>) -> Choice {
        let mut choice = Choice { best: (f32::MIN, Deprel::Dep), next: (f32::MIN, Deprel::Dep) };
        for scored in scores.filter(|&(_, relation)| relation != Deprel::Root) {
            if scored.0 > choice.best.0 {
                choice = Choice { best: scored, next: choice.best };
            } else if scored.0 > choice.next.0 {
                choice.next = scored;
            }
        }
        choice
    }

    fn margin(self) -> f32 {
        self.best.0 - self.next.0
    }
}

/// The best relations in which no head has two objects: the less sure one takes its next best.
fn one_object_each(choices: &[Choice], heads: &[usize]) -> Vec<Deprel> {
    let objects: Vec<usize> = (0..choices.len()).filter(|&at| choices[at].best.1 == Deprel::Obj).collect();
    let mut relations: Vec<Deprel> = choices.iter().map(|choice| choice.best.1).collect();
    for &at in &objects {
        let margin = choices[at].margin();
        let surer = objects.iter().any(|&other| {
            heads[other] == heads[at]
                && (choices[other].margin(), at).partial_cmp(&(margin, other))
                    == Some(std::cmp::Ordering::Greater)
        });
        if surer {
            relations[at] = choices[at].next.1;
        }
    }
    relations
}

/// The heads of the tree with the highest sum of `scores[child * count + head]` of those with a single child of the root 0.
fn best_tree(scores: &[f32], count: usize) -> Vec<usize> {
    // A second child of the root costs more than any other arc can make good.
    let spread =
        scores.iter().filter(|&&score| score > f32::MIN).fold(1.0, |most: f32, &score| most.max(score.abs()));
    let penalty = 2.0 * spread * count as f32;
    let weights: Vec<f32> = scores
        .iter()
        .enumerate()
        .map(|(at, &score)| if at % count.max(1) == 0 && score > f32::MIN { score - penalty } else { score })
        .collect();
    arborescence(weights, count)
}

/// The heads of the heaviest arborescence from 0: cycles are contracted one at a time.
fn arborescence(weights: Vec<f32>, count: usize) -> Vec<usize> {
    let mut heads = vec![0; count];
    for child in 1..count {
        let row = &weights[child * count..(child + 1) * count];
        heads[child] = (0..count).fold(0, |best, head| if row[head] > row[best] { head } else { best });
    }
    let Some(cycle) = cycle(&heads) else { return heads };
    let inside = |node: usize| cycle.contains(&node);
    // The cycle becomes one node, the last.
    let outside: Vec<usize> = (0..count).filter(|&node| !inside(node)).collect();
    let size = outside.len() + 1;
    let mut smaller = vec![f32::MIN; size * size];
    let (mut enters, mut leaves) = (vec![0; size], vec![0; size]);
    for (at, &node) in outside.iter().enumerate() {
        for (to, &head) in outside.iter().enumerate() {
            smaller[at * size + to] = weights[node * count + head];
        }
        for &member in &cycle {
            // Out of the cycle to the node.
            let leaving = weights[node * count + member];
            if node != 0 && leaving > smaller[at * size + size - 1] {
                smaller[at * size + size - 1] = leaving;
                leaves[at] = member;
            }
            // From the node into the cycle, in the place of the member's arc within it.
            let entering = weights[member * count + node] - weights[member * count + heads[member]];
            if weights[member * count + node] > f32::MIN && entering > smaller[(size - 1) * size + at] {
                smaller[(size - 1) * size + at] = entering;
                enters[at] = member;
            }
        }
    }
    let found = arborescence(smaller, size);
    for (at, &node) in outside.iter().enumerate().skip(1) {
        heads[node] = if found[at] == size - 1 { leaves[at] } else { outside[found[at]] };
    }
    let from = found[size - 1];
    if let (Some(&member), Some(&node)) = (enters.get(from), outside.get(from)) {
        heads[member] = node;
    }
    heads
}

/// A cycle among heads, if there is one.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start;
            at = heads[at];
        }
        if at != 0 && seen[at] == start {
            let mut members = vec![at];
            let mut next = heads[at];
            while next != at {
                members.push(next);
                next = heads[next];
            }
            return Some(members);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::best_tree;
    use proptest::prelude::*;

    /// The best by trying all.
    fn by_trial(scores: &[f32], count: usize) -> f32 {
        let mut best = f32::MIN;
        let mut heads = vec![0; count];
        fn is_tree(heads: &[usize]) -> bool {
            heads.iter().skip(1).filter(|&&head| head == 0).count() == 1
                && (1..heads.len()).all(|start| {
                    let mut at = start;
                    (0..heads.len()).any(|_| {
                        at = heads[at];
                        at == 0
                    })
                })
        }
        for mut code in 0..count.pow(count as u32 - 1) {
            for head in heads.iter_mut().skip(1) {
                *head = code % count;
                code /= count;
            }
            if is_tree(&heads) {
                best = best.max((1..count).map(|child| scores[child * count + heads[child]]).sum());
            }
        }
        best
    }

    proptest! {
        #[test]
        fn no_tree_with_one_root_is_better(values in prop::collection::vec(-50i8..50, 25), count in 2usize..6) {
            let mut scores: Vec<f32> = values.iter().map(|&value| f32::from(value)).take(count * count).collect();
            for at in 0..count {
                scores[at] = f32::MIN;
                scores[at * count + at] = f32::MIN;
            }
            let heads = best_tree(&scores, count);
            prop_assert_eq!(heads.iter().skip(1).filter(|&&head| head == 0).count(), 1);
            let found: f32 = (1..count).map(|child| scores[child * count + heads[child]]).sum();
            prop_assert_eq!(found, by_trial(&scores, count));
        }
    }
}

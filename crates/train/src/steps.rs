//! Training of the parser, with the dynamic oracle of Goldberg and Nivre 2013 for the arc-hybrid system.

use crate::perceptron::{Counts, Perceptron, Random};
use crate::tags::{self, Tags, highest, look_up};
use crate::trees::Tree;
use legation_language::Deprel;
use legation_language::training::{
    Between, Forms, State, TRANSITIONS, Transition, step_features, tag_features,
};

/// A sentence to learn from: its tags are the tagger's own, its tree is gold.
pub(crate) struct Lesson {
    pub(crate) forms: Forms,
    pub(crate) tags: Vec<u8>,
    pub(crate) between: Between,
    pub(crate) heads: Vec<u32>,
    pub(crate) relations: Vec<Deprel>,
}

/// How many parts the treebanks are cut into, each tagged by a tagger that learnt from the others.
const FOLDS: usize = 4;

/// The sentences with the tags that a tagger gives which has not seen them, so that the parser learns from tags as
/// good as those it will read.
pub(crate) fn lessons(trees: &[Tree], tagged: &[(Forms, Vec<u8>)], pairs: &Tags) -> Vec<Lesson> {
    let labels = pairs.0.len();
    let mut tags: Vec<Vec<u8>> = vec![Vec::new(); trees.len()];
    for fold in 0..FOLDS {
        let others: Vec<(Forms, Vec<u8>)> = tagged
            .iter()
            .enumerate()
            .filter(|(at, _)| at / 10 % FOLDS != fold)
            .map(|(_, tree)| tree.clone())
            .collect();
        let words = tags::dictionary(&others);
        let tagger = tags::train(&others, &words, labels, 4, 2);
        let (mut features, mut rows) = (Vec::new(), Vec::new());
        for (at, (forms, _)) in tagged.iter().enumerate().filter(|(at, _)| at / 10 % FOLDS == fold) {
            let known = look_up(&words, forms);
            for (place, word) in known.iter().enumerate() {
                let tag = word.always.unwrap_or_else(|| {
                    tag_features(forms, &known, &tags[at], place, &mut features);
                    tagger.rows(&features, &mut rows);
                    highest(&tagger.averages(&rows), labels) as u8
                });
                tags[at].push(tag);
            }
        }
    }
    let lessons = trees.iter().zip(tagged).zip(tags);
    lessons
        .map(|((tree, (forms, _)), tags)| Lesson {
            forms: forms.clone(),
            between: Between::of(tags.iter().map(|&tag| pairs.0[tag as usize])),
            tags,
            heads: tree.heads.clone(),
            relations: tree.relations.clone(),
        })
        .collect()
}

/// How many gold arcs each kind of step makes impossible: shift, left, right; `None` where it may not be taken.
fn costs(state: &State, lesson: &Lesson, children: &[Vec<u32>]) -> [Option<u32>; 3] {
    let next = state.next();
    let root = lesson.heads.len() as u32;
    let stack = state.stack();
    let on_stack = |word: u32| word < next && !state.attached(word);
    let mut costs = [None; 3];
    if next < root {
        let head = lesson.heads[next as usize];
        let lost = head < next && on_stack(head) && stack.last() != Some(&head);
        let children = children[next as usize].iter().filter(|&&child| on_stack(child)).count();
        costs[0] = Some(u32::from(lost) + children as u32);
    }
    if let Some(&top) = stack.last() {
        let head = lesson.heads[top as usize];
        let waiting = children[top as usize].iter().filter(|&&child| child >= next).count() as u32;
        let below = stack.len().checked_sub(2).map(|at| stack[at]);
        if next < root || stack.len() == 1 {
            let lost = Some(head) == below || head > next;
            costs[1] = Some(u32::from(lost) + waiting);
        }
        if below.is_some() {
            costs[2] = Some(u32::from(head >= next) + waiting);
        }
    }
    costs
}

/// The best-scoring of the steps that cost least.
fn right_step(
    state: &State,
    lesson: &Lesson,
    children: &[Vec<u32>],
    scores: &[i32; 256],
) -> (usize, [Option<u32>; 3]) {
    let costs = costs(state, lesson, children);
    let least = costs.iter().flatten().min().copied();
    let relation = state.stack().last().map_or(Deprel::Dep, |&top| lesson.relations[top as usize]);
    let mut best: Option<usize> = None;
    for (kind, cost) in costs.iter().enumerate() {
        if cost.is_none() || *cost != least {
            continue;
        }
        // A word that lost its head can be called a root by the treebank only.
        let relation = match relation {
            Deprel::Root if state.next() < lesson.heads.len() as u32 || kind == 2 => Deprel::Parataxis,
            _ if kind == 1 && state.next() == lesson.heads.len() as u32 => Deprel::Root,
            relation => relation,
        };
        let number = match kind {
            0 => Transition::Shift,
            1 => Transition::Left(relation),
            _ => Transition::Right(relation),
        }
        .number();
        if best.is_none_or(|best| scores[number] > scores[best]) {
            best = Some(number);
        }
    }
    (best.unwrap_or(0), costs)
}

/// How a parser is trained.
pub(crate) struct Course {
    pub(crate) epochs: u32,
    /// Features seen less often are left out.
    pub(crate) least: u32,
    /// By how much the right step must outscore all others.
    pub(crate) margin: i32,
}

type Children = Vec<Vec<u32>>;

/// Two parsers that learn from the same lessons in different orders.
pub(crate) fn train(lessons: &[Lesson], course: &Course, report: impl Fn(u32) + Sync) -> Vec<Perceptron> {
    let children: Vec<Children> = lessons
        .iter()
        .map(|lesson| {
            let mut children = vec![Vec::new(); lesson.heads.len() + 1];
            for (word, &head) in lesson.heads.iter().enumerate() {
                children[head as usize].push(word as u32);
            }
            children
        })
        .collect();
    let counts = count(lessons, &children);
    std::thread::scope(|scope| {
        let (counts, children, report) = (&counts, &children, &report);
        let learn = |seed| move || learn(lessons, children, counts, course, seed, report);
        let threads = [7, 8].map(|seed| scope.spawn(learn(seed)));
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    })
}

/// The features along the gold steps.
fn count(lessons: &[Lesson], children: &[Children]) -> Counts {
    let mut features = Vec::new();
    let mut counts = Counts::default();
    for (lesson, children) in lessons.iter().zip(children) {
        let mut state = State::new(lesson.heads.len());
        while !state.done() {
            step_features(&state, &lesson.forms, &lesson.tags, &lesson.between, &mut features);
            counts.add(&features);
            let (right, _) = right_step(&state, lesson, children, &[0; 256]);
            state.take(Transition::of(right));
        }
    }
    counts
}

/// One parser's weights.
fn learn(
    lessons: &[Lesson],
    children: &[Children],
    counts: &Counts,
    course: &Course,
    seed: u64,
    report: &impl Fn(u32),
) -> Perceptron {
    let (mut features, mut rows) = (Vec::new(), Vec::new());
    let mut perceptron = Perceptron::new(counts, course.least);
    let mut random = Random::new(seed);
    let mut order: Vec<usize> = (0..lessons.len()).collect();
    for epoch in 0..course.epochs {
        random.shuffle(&mut order);
        for &at in &order {
            let (lesson, children) = (&lessons[at], &children[at]);
            let mut state = State::new(lesson.heads.len());
            while !state.done() {
                step_features(&state, &lesson.forms, &lesson.tags, &lesson.between, &mut features);
                perceptron.rows(&features, &mut rows);
                let scores = perceptron.scores(&rows);
                let guess = state.best(&scores);
                let (right, _) = right_step(&state, lesson, children, &scores);
                perceptron.tick();
                let rival = if guess == right { state.best(&without(&scores, right)) } else { guess };
                if rival != right && scores[right] - scores[rival] < course.margin {
                    perceptron.update(&rows, right, rival);
                }
                let explore = epoch > 0 && random.below(10) > 0;
                state.take(Transition::of(if explore { guess } else { right }));
            }
        }
        report(epoch + 1);
    }
    const { assert!(TRANSITIONS <= 256) };
    perceptron
}

/// The scores with one label out of the running.
fn without(scores: &[i32; 256], label: usize) -> [i32; 256] {
    let mut scores = *scores;
    scores[label] = i32::MIN + 1;
    scores
}

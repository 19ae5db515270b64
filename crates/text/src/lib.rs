//! Bytes in; dated articles, sentences and tokens out.
//!
//! [`articles`] turns the bytes of one file into [`Article`]s; [`Document::of`] cuts an article's body into
//! sentences, tokens and quotations. Everything above this crate points into the article's stored text with
//! [`Span`]s, which always lie on character boundaries.
//!
//! This crate opens no files and asks no clock, and it knows nothing of the language beyond how it is written.

mod abbreviation;
mod article;
mod dateline;
mod document;
mod error;
mod input;
mod quotation;
mod sentence;
mod span;
mod token;

pub use article::{Article, Dateline, Fields, Note};
pub use document::{Document, Quotation, Sentence, Token};
pub use error::TextError;
pub use input::{again, article, articles, has_header, line};
pub use span::{CodePoints, Span};

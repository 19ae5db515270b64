//! The paragraphs of a DOCX file.

use super::error::Fault;
use super::{charset, xml};
use quick_xml::events::Event;

/// The paragraphs of `word/document.xml`, without those that were struck out.
pub(crate) fn paragraphs(document: &[u8]) -> Result<Vec<String>, Fault> {
    let text = charset::decode(document, None);
    let mut reader = xml::reader(&text);
    let (mut paragraphs, mut paragraph, mut is_text) = (Vec::new(), String::new(), false);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => is_text = tag.name().as_ref() == "w:t",
            Ok(Event::Empty(tag)) => match tag.name().as_ref() {
                "w:tab" => paragraph.push('\t'),
                "w:br" | "w:cr" => paragraph.push('\n'),
                "w:p" => paragraphs.push(String::new()),
                "w:noBreakHyphen" => paragraph.push('-'),
                _ => {}
            },
            Ok(Event::Text(text)) if is_text => paragraph.push_str(&text),
            Ok(Event::CData(text)) if is_text => paragraph.push_str(&text),
            Ok(Event::GeneralRef(name)) if is_text => paragraph.push_str(&xml::resolved(&name)),
            Ok(Event::End(tag)) => {
                is_text = false;
                if tag.name().as_ref() == "w:p" {
                    let whole = std::mem::take(&mut paragraph);
                    paragraphs.extend(whole.split('\n').map(|line| line.trim().to_owned()));
                }
            }
            Ok(Event::Eof) => return Ok(paragraphs),
            Ok(_) => {}
            // What came before is an article of its own as a rule.
            Err(_) if !paragraphs.is_empty() => return Ok(paragraphs),
            Err(why) => return Err(Fault::Broken { what: "DOCX file", reason: why.to_string() }),
        }
    }
}

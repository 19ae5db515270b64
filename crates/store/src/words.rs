//! Words as people type them, as the index of words wants them.

/// A search in the index's own form: what it would not take as a word (`U.S.`, `cease-fire`) becomes a phrase; quotation marks,
/// brackets, `AND`, `OR`, `NOT` and stars keep their meaning.
pub(crate) fn understood(words: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut rest = words.trim();
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '"' => rest[1..].find('"').map_or(rest.len(), |at| at + 2),
            '(' | ')' => 1,
            _ => rest.find(|c: char| c.is_whitespace() || "()\"".contains(c)).unwrap_or(rest.len()),
        };
        let (part, after) = rest.split_at(end);
        parts.push(if first == '"' { closed(part) } else { word(part) });
        rest = after.trim_start();
    }
    parts.join(" ")
}

/// A phrase whose closing mark may be missing.
fn closed(part: &str) -> String {
    if part.len() > 1 && part.ends_with('"') { part.to_owned() } else { format!("{part}\"") }
}

fn word(part: &str) -> String {
    let (stem, star) = part.strip_suffix('*').map_or((part, ""), |stem| (stem, "*"));
    let is_plain = stem.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii());
    if matches!(part, "(" | ")") || (is_plain && !stem.is_empty()) {
        part.to_owned()
    } else {
        format!("\"{}\"{star}", stem.replace('"', " "))
    }
}

#[cfg(test)]
mod tests {
    use super::understood;

    #[test]
    fn what_is_no_word_becomes_a_phrase() {
        let check = |typed: &str, expected: &str| assert_eq!(understood(typed), expected, "{typed}");
        check("nuclear talks", "nuclear talks");
        check("U.S. cease-fire", "\"U.S.\" \"cease-fire\"");
        check("\"prisoner swap\" OR exchange*", "\"prisoner swap\" OR exchange*");
        check("(Iran OR Iraq) NOT oil", "( Iran OR Iraq ) NOT oil");
        check("\"never closed", "\"never closed\"");
        check("co-op*", "\"co-op\"*");
        check("*", "\"\"*");
        check("", "");
    }
}

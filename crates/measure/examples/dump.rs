use legation_language::Model;
use legation_text::{Document, articles};
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    for line in String::from_utf8(bytes).unwrap().lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        let article = legation_text::articles(
            "x",
            format!("{{\"id\":\"x\",\"date\":{},\"text\":{}}}\n", value["date"], value["text"]).as_bytes(),
            None,
        )
        .next()
        .unwrap()
        .unwrap();
        let document = Document::of(&article);
        let parse = Model::accurate().parse(&article.text, &document);
        let same = article.text == value["text"].as_str().unwrap();
        let words: Vec<_> = parse
            .words()
            .iter()
            .zip(&document.tokens)
            .map(|(w, t)| {
                let s = article.text[..t.span.start() as usize].chars().count();
                serde_json::json!([
                    s,
                    s + t.span.of(&article.text).chars().count(),
                    t.span.of(&article.text),
                    &*w.lemma,
                    format!("{:?}", w.upos),
                    format!("{:?}", w.xpos),
                    w.head,
                    format!("{:?}", w.deprel)
                ])
            })
            .collect();
        println!("{}", serde_json::json!({"id": value["id"], "same": same, "words": words}));
    }
    let _ = articles;
}

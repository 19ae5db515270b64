//! Templates: compiled in, everything escaped that does not come from a picture or from the marks of a text.

use super::{assets, words};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value};
use std::sync::LazyLock;

/// Declares the templates: their files, by name.
macro_rules! templates {
    ($($name:literal)*) => {
        /// Every template.
        const TEMPLATES: &[(&str, &str)] = &[$((concat!($name, ".html"), include_str!(concat!("../../templates/", $name, ".html")))),*];
    };
}

templates! {
    "base" "macros" "today" "dossier" "dossiers" "timeline" "events" "statements" "agenda" "actors" "articles" "actor" "dyad" "map" "network"
    "article" "search" "read" "changed" "story" "stories" "error" "done"
}

static ENVIRONMENT: LazyLock<Result<Environment<'static>, Error>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Lenient);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(escape);
    for (name, text) in TEMPLATES {
        environment.add_template(name, text)?;
    }
    environment.add_filter("side", |quad: Option<&str>| words::side(quad.unwrap_or_default()));
    environment.add_filter("words_of", |code: Option<&str>| words::words_of(code.unwrap_or_default()));
    environment.add_filter("class", |word: &str| words::class(word));
    environment.add_filter("article_url", |id: &str| words::article(id));
    environment.add_filter("actor_url", |code: &str| words::actor(code));
    environment.add_filter("dossier_url", |name: &str| words::dossier(name));
    environment.add_filter("dyad_of", |name: &str| words::dyad_of(name));
    environment.add_filter("tojson_text", |value: Value| serde_json::to_string(&value).unwrap_or_default());
    environment.add_filter("story_url", |id: &str| words::story(id));
    environment.add_filter("web_url", |url: Option<&str>| url.and_then(words::web));
    environment.add_filter("count", |number: u64| words::count(number));
    environment.add_filter("parts", |list: Option<&str>| {
        Value::from_serialize(words::parts(list.unwrap_or_default()))
    });
    environment.add_filter("share", |number: Option<f64>| number.map(|number| format!("{number:.2}")));
    environment.add_function("dyad_url", |one: &str, other: &str| words::dyad(one, other));
    environment.add_global("desk", Value::from_serialize(assets::desk()));
    Ok(environment)
});

/// A page made of a template and what it shows.
pub(super) fn render(name: &str, shown: Value) -> Result<String, Error> {
    let environment =
        ENVIRONMENT.as_ref().map_err(|error| Error::new(ErrorKind::InvalidOperation, error.to_string()))?;
    environment.get_template(name)?.render(shown)
}

/// Text into markup. Besides what markup needs, letters that could make the text around them read differently are shown as unknown.
fn escape(out: &mut Output<'_>, state: &State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_undefined() || value.is_none() {
        return Ok(());
    }
    match value.as_str() {
        Some(text) if !value.is_safe() => Ok(write!(out, "{}", words::Text(text))?),
        _ => minijinja::escape_formatter(out, state, value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_is_understood() {
        assert!(ENVIRONMENT.is_ok(), "{:?}", ENVIRONMENT.as_ref().err());
    }

    #[test]
    fn whatever_is_no_picture_is_escaped() {
        let environment = ENVIRONMENT.as_ref().unwrap();
        let shown = minijinja::context! { x => "<script>'\"&{{x}}\u{202e}\u{0}</script>" };
        let text = environment.render_named_str("x.html", "<p title=\"{{ x }}\">{{ x }}", shown).unwrap();
        let once = "&lt;script&gt;&#39;&quot;&amp;{{x}}\u{FFFD}\u{FFFD}&lt;/script&gt;";
        assert_eq!(text, format!("<p title=\"{once}\">{once}"));
    }
}

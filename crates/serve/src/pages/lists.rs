//! Pages that are lists.

use super::shown::{About, Asked, Form, Page, Shown, next, text};
use crate::views::{
    ActorRow, ActorsQuery, AgendaQuery, AgendaRow, ArticleRow, ArticlesQuery, Changed, ChangedQuery,
    Dossiers, DossiersQuery, EventRow, EventsQuery, List, Query, Search, SearchQuery, StatementRow,
    StatementsQuery, Stories, StoriesQuery, Today, TodayQuery,
};

impl Page for TodayQuery {
    fn page(&self, matter: &Today, _: &About) -> Shown {
        Shown::new("today.html", "today", format!("Today, {}", super::words::day(&matter.on)))
            .over("The archive as of its last article")
            .form(Form::calendar(super::forms::calendar("")))
    }
}

/// Pages of rows of the store: query, row, template, title, and what stands beneath.
macro_rules! listed {
    ($($query:ident $row:ident $template:literal $section:literal $title:literal $lede:literal;)*) => {$(
        impl Page for $query {
            fn page(&self, matter: &List<$row>, _: &About) -> Shown {
                let mut shown = Shown::new(concat!($template, ".html"), $section, $title)
                    .lede($lede)
                    .form(Form::csv(super::forms::csv(&self.twin())))
                    .with("asked", Asked::of(&self.which).sorted(&self.listed));
                if $template == "events" {
                    shown = shown.form(Form::calendar(super::forms::calendar_of(&self.address())));
                }
                shown.next = next(self, matter.next.as_ref(), |asked| &mut asked.listed);
                shown
            }
        }
    )*};
}

listed! {
    EventsQuery EventRow "events" "events" "Events" "Who did what to whom, article by article, each with the sentence that tells it.";
    StatementsQuery StatementRow "statements" "statements" "Statements" "Who said what.";
    AgendaQuery AgendaRow "agenda" "events" "Agenda" "What talks were about, and what was off their table.";
    ArticlesQuery ArticleRow "articles" "articles" "Articles" "What has been read.";
}

impl Page for ActorsQuery {
    fn page(&self, matter: &List<ActorRow>, _: &About) -> Shown {
        let asked = Asked { actor: self.actors.first().cloned(), ..Asked::new() };
        let mut shown = Shown::new("actors.html", "actors", "Actors")
            .lede("Who takes part and speaks, the most frequent first.")
            .form(Form::csv(super::forms::csv(&self.twin())))
            .with("asked", asked);
        shown.next = next(self, matter.next.as_ref(), |asked| &mut asked.listed);
        shown
    }
}

impl Page for DossiersQuery {
    fn page(&self, _: &Dossiers, _: &About) -> Shown {
        let asked = Asked { from: text(self.from), to: text(self.to), ..Asked::new() };
        Shown::new("dossiers.html", "dossiers", "Dossiers")
            .lede("Who negotiates with whom, the most told of first.")
            .with("asked", asked)
    }
}

impl Page for StoriesQuery {
    fn page(&self, matter: &Stories, _: &About) -> Shown {
        let asked = Asked { from: text(self.from), ..Asked::new().sorted(&self.listed) };
        let mut shown = Shown::new("stories.html", "stories", "Stories")
            .lede("What belongs together over time.")
            .with("asked", asked);
        shown.next = next(self, matter.next.as_ref(), |asked| &mut asked.listed);
        shown
    }
}

impl Page for SearchQuery {
    fn page(&self, matter: &Search, _: &About) -> Shown {
        let asked = Asked { q: self.words.clone(), speaker: self.speaker.clone(), ..Asked::of(&self.which) };
        let title =
            self.words.as_ref().map_or_else(|| "Search".to_owned(), |words| format!("Search: {words}"));
        let shown = Shown::new("search.html", "search", title).with("asked", asked);
        match matter.items.len() {
            0 => shown,
            1 => shown.lede("One place has these words."),
            number => shown.lede(format!("{number} places, the best first.")),
        }
    }
}

impl Page for ChangedQuery {
    fn page(&self, matter: &Changed, _: &About) -> Shown {
        Shown::new("changed.html", "today", format!("What changed: {}", matter.name))
            .over("What is new")
            .lede(format!("In articles published from {} to {}.", matter.since, matter.until))
            .form(Form::feed(super::forms::feed(&self.twin())))
    }
}

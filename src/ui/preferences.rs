//! What this reader likes: language, theme and density. Kept in the browser if the browser allows it.

use crate::i18n::Language;
use gloo_storage::{LocalStorage, Storage};
use js_sys::{JSON, Reflect};
use web_sys::window;

const KEY: &str = "mingheng.preferences";

/// A browser may deny even the question; `LocalStorage` would panic then.
pub(super) fn may_store() -> bool {
    window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))))
}

/// Kept between visits.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Preferences {
    pub language: Language,
    pub theme: Theme,
    pub density: Density,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    /// The one after this, going round.
    pub fn next(self) -> Theme {
        match self {
            Theme::System => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::System,
        }
    }
}

/// How close the rows of tables stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    #[default]
    Roomy,
    Dense,
}

impl Density {
    fn word(self) -> &'static str {
        match self {
            Density::Roomy => "roomy",
            Density::Dense => "dense",
        }
    }
}

impl Preferences {
    /// What was kept; without storage, or with something unreadable in it, the defaults.
    pub fn load() -> Preferences {
        let kept = may_store().then(|| LocalStorage::raw().get_item(KEY).ok().flatten()).flatten();
        // Read with the browser's own parser: ours would be a tenth of the page.
        let kept = kept.and_then(|text| JSON::parse(&text).ok()).unwrap_or_default();
        let word = |name: &str| Reflect::get(&kept, &name.into()).ok().and_then(|word| word.as_string());
        let word = |name: &str| word(name).unwrap_or_default();
        Preferences {
            language: Language::from_code(&word("language")).unwrap_or_default(),
            theme: match word("theme").as_str() {
                "light" => Theme::Light,
                "dark" => Theme::Dark,
                _ => Theme::System,
            },
            density: if word("density") == "dense" { Density::Dense } else { Density::Roomy },
        }
    }

    /// Keeps them. A browser may forbid storage; then they last as long as the page.
    pub fn keep(&self) {
        if may_store() {
            let language = self.language.code();
            let theme = match self.theme {
                Theme::System => "system",
                Theme::Light => "light",
                Theme::Dark => "dark",
            };
            let density = self.density.word();
            let text = format!(r#"{{"language":"{language}","theme":"{theme}","density":"{density}"}}"#);
            let _ = LocalStorage::raw().set_item(KEY, &text);
        }
    }

    /// Writes them on the document, where the style sheets read them.
    pub fn apply(&self, system_is_dark: bool) {
        let Some(root) = window().and_then(|window| window.document()).and_then(|document| document.document_element())
        else {
            return;
        };
        let dark = match self.theme {
            Theme::System => system_is_dark,
            Theme::Light => false,
            Theme::Dark => true,
        };
        let set = |name: &str, value: &str| {
            let _ = root.set_attribute(name, value);
        };
        set("lang", self.language.code());
        set("data-theme", if dark { "dark" } else { "light" });
        set("data-density", self.density.word());
    }
}

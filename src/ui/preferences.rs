//! What this reader likes: language, theme and density. Kept in the browser if the browser allows it.

use crate::i18n::Language;
use gloo_storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};
use web_sys::window;

const KEY: &str = "mingheng.preferences";

/// A browser may deny even the question; `LocalStorage` would panic then.
fn may_store() -> bool {
    window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))))
}

/// Kept between visits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Preferences {
    pub language: Language,
    pub theme: Theme,
    pub density: Density,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Density {
    #[default]
    Roomy,
    Dense,
}

impl Preferences {
    /// What was kept; without storage, or with something unreadable in it, the defaults.
    pub fn load() -> Preferences {
        if may_store() { LocalStorage::get(KEY).unwrap_or_default() } else { Preferences::default() }
    }

    /// Keeps them. A browser may forbid storage; then they last as long as the page.
    pub fn keep(&self) {
        if may_store() {
            let _ = LocalStorage::set(KEY, self);
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
        set("data-density", if self.density == Density::Dense { "dense" } else { "roomy" });
    }
}

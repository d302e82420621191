//! The head of the page: which document, in which language, in which light.

use super::content::content;
use super::icons::{Icon, icon, mark};
use super::live::{live, part, press};
use super::menu::DocumentMenu;
use super::preferences::Theme;
use super::saved::Saved;
use super::seal::Seal;
use super::store::use_store;
use crate::i18n::Language;
use crate::i18n::sayings::counted;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::window;

/// The head of the page.
#[component]
pub fn Header() -> impl IntoView {
    let store = use_store();
    let document = part(move || {
        let language = store.language.get();
        match store.document.get() {
            Some(document) => view! {
                <div class="header-document">
                    <strong title=document.title.clone()>{content(document.title.clone())}</strong>
                    <small>{counted(language, document.subjects, document.indicators)}</small>
                </div>
            }
            .into_any(),
            None => view! { <div class="header-document">{store.words().tagline}</div> }.into_any(),
        }
    });
    let other = move || match store.language.get() {
        Language::Chinese => Language::English,
        Language::English => Language::Chinese,
    };
    let theme = move || store.preferences.with(|preferences| preferences.theme);
    let theme_name = live(move || match theme() {
        Theme::System => store.words().theme_system,
        Theme::Light => store.words().theme_light,
        Theme::Dark => store.words().theme_dark,
    });
    let theme_icon = part(move || match theme() {
        Theme::System => icon(Icon::Screen),
        Theme::Light => icon(Icon::Sun),
        Theme::Dark => icon(Icon::Moon),
    });
    view! {
        <header class="header">
            <a class="header-mark" href="#/">
                {mark()}
                <b>{live(move || store.words().name)}</b>
                <span class="visually-hidden">{live(move || store.words().home)}</span>
            </a>
            {document}
            <Seal />
            <Saved />
            <super::history::History />
            <DocumentMenu />
            <UpdateReady />
            <a class="button header-open" href="#/" class:hidden=live(move || store.document.with(Option::is_none))>
                {icon(Icon::File)}
                <span>{live(move || store.words().open_another)}</span>
            </a>
            <button
                class="button quiet"
                type="button"
                aria-label=theme_name
                title=theme_name
                on:click=press(move || store.prefer(|preferences| preferences.theme = preferences.theme.next()))
            >
                {theme_icon}
            </button>
            <button
                class="button quiet header-language"
                type="button"
                data-content=true
                lang=live(move || other().code())
                on:click=press(move || {
                    let language = other();
                    store.prefer(|preferences| preferences.language = language);
                })
            >
                {live(move || match other() {
                    Language::Chinese => "中文",
                    Language::English => "English",
                })}
            </button>
        </header>
    }
}

/// A new build of the page waits; the reader says when.
#[component]
fn UpdateReady() -> impl IntoView {
    let store = use_store();
    let waiting = StoredValue::new_local(None::<web_sys::ServiceWorkerRegistration>);
    let ready = RwSignal::new(false);
    let heard = window_event_listener_untyped("mingheng-update", move |event| {
        let detail = event.dyn_ref::<web_sys::CustomEvent>().map(|event| event.detail());
        let registration = detail.and_then(|detail| detail.dyn_into::<web_sys::ServiceWorkerRegistration>().ok());
        ready.set(registration.is_some());
        waiting.set_value(registration);
    });
    on_cleanup(move || heard.remove());
    let take = move |_| {
        let next =
            waiting.with_value(|registration| registration.as_ref().and_then(|registration| registration.waiting()));
        if let (Some(next), Some(window)) = (next, window()) {
            let reload = wasm_bindgen::closure::Closure::once_into_js(move || {
                if let Some(window) = web_sys::window() {
                    let _ = window.location().reload();
                }
            });
            window.navigator().service_worker().set_oncontrollerchange(Some(reload.unchecked_ref()));
            let _ = next.post_message(&"skipWaiting".into());
        }
    };
    part(move || {
        ready.get().then(|| {
            view! {
                <button class="button primary" type="button" on:click=take>
                    {live(move || store.words().update)}
                </button>
            }
        })
    })
}

//! What the page does when the workspace asks for it, and how it hears of a new address.

use super::store::Store;
use super::toast::Undo;
use super::{clerks, layouts};
use crate::i18n::words_intake::taken_in;
use crate::workspace::{Effect, Event, Notice, Route};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, window};

/// Does what was asked.
pub fn perform(store: Store, effect: Effect) {
    match effect {
        Effect::Ask { desk, id, request } => {
            if store.with_desks(|desks| desks.clone()).map(|desks| desks.ask(desk, id, &request)).is_none() {
                store.dispatch(Event::BrokeDown { desk });
            }
        }
        Effect::Leave { desk } => {
            store.with_desks(|desks| desks.leave(desk));
        }
        Effect::Stop { desk } => {
            store.with_desks(|desks| desks.stop(desk));
        }
        Effect::Keep { text } => store.keeper.keep(text),
        Effect::Hand(written) => store.keeper.handed(*written),
        Effect::Download { name, bytes } => download(&name, &bytes, kind_of(&name)),
        Effect::Clerk { task, work } => clerks::begin(store, task, work),
        Effect::StopClerk { task } => clerks::stop(task),
        Effect::TookIn { remember } => {
            layouts::remember(remember);
            store.keeper.tell(taken_in(store.language.get_untracked()), Some(Undo::Step));
        }
        Effect::NotHanded => store.keeper.not_handed(),
        Effect::Settled { origin } => store.keeper.settled(origin),
        Effect::GivenUp { origin } => store.keeper.given_up(origin),
        Effect::Address { route, replace } => write_address(&route, replace),
        Effect::Say(notice) => store.say(notice),
    }
}

/// The route in the address bar.
pub fn read_address() -> Route {
    let hash = window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    Route::read(&hash)
}

fn write_address(route: &Route, replace: bool) {
    let Some(history) = window().and_then(|window| window.history().ok()) else { return };
    // Whoever has just gone elsewhere stays there: the news of it is on its way.
    let elsewhere = std::mem::discriminant(&read_address()) != std::mem::discriminant(route);
    if replace && elsewhere {
        return;
    }
    let address = route.address();
    // A browser refuses when there are too many in a short time; the page goes on all the same.
    let _ = if replace {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&address))
    } else {
        history.push_state_with_url(&JsValue::NULL, "", Some(&address))
    };
}

/// Goes to an address as a link would.
pub fn follow(address: &str) {
    if let Some(window) = window() {
        let _ = window.location().set_hash(address);
    }
}

/// Hears of links, back and forward.
pub fn listen_to_address(store: Store) {
    window_event_listener(leptos::ev::hashchange, move |_| store.dispatch(Event::Went(read_address())));
}

/// Copies the address of what is on show.
pub fn copy_link(store: Store) {
    let Some(address) = window().and_then(|window| window.location().href().ok()) else { return };
    leptos::task::spawn_local(async move {
        let copied = copy_text(address).await;
        store.say(if copied { Notice::LinkCopied } else { Notice::LinkNotCopied });
    });
}

/// Copies a text; false: the browser refused.
pub async fn copy_text(text: String) -> bool {
    let Some(window) = window() else { return false };
    // Absent where the page does not come over https.
    let clipboard = js_sys::Reflect::get(&window.navigator(), &"clipboard".into()).unwrap_or_default();
    match clipboard.dyn_ref::<web_sys::Clipboard>().map(|clipboard| clipboard.write_text(&text)) {
        Some(promise) => JsFuture::from(promise).await.is_ok(),
        None => copy_by_selection(&text),
    }
}

/// The old way, for pages over plain http.
fn copy_by_selection(text: &str) -> bool {
    let Some(document) = window().and_then(|window| window.document()) else { return false };
    let (Some(body), Ok(field)) = (document.body(), document.create_element("textarea")) else { return false };
    let Ok(field) = field.dyn_into::<web_sys::HtmlTextAreaElement>() else { return false };
    field.set_value(text);
    field.set_class_name("visually-hidden");
    let focused = document.active_element();
    let _ = body.append_child(&field);
    field.select();
    let copied = js_sys::Reflect::get(&document, &"execCommand".into())
        .ok()
        .and_then(|copy| copy.dyn_into::<js_sys::Function>().ok())
        .and_then(|copy| copy.call1(&document, &"copy".into()).ok())
        .is_some_and(|done| done.is_truthy());
    field.remove();
    if let Some(element) = focused.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
    copied
}

/// Puts the focus on what this selector finds first, once it is drawn.
pub fn focus_soon(selector: &'static str) {
    request_animation_frame(move || focus(selector));
}

/// The same at once, if the focus is nowhere: what had it is gone.
pub fn focus_if_lost(selector: &str) {
    let page = window().and_then(|window| window.document());
    if page.is_some_and(|page| page.active_element().is_none_or(|element| element.tag_name() == "BODY")) {
        focus(selector);
    }
}

/// A page's heading that is about to be drawn anew keeps the focus, if it has it.
pub fn keep_heading() {
    let page = window().and_then(|window| window.document());
    if page.and_then(|page| page.active_element()).is_some_and(|element| element.tag_name() == "H1") {
        request_animation_frame(|| focus_if_lost("main h1"));
    }
}

fn focus(selector: &str) {
    let found = window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Moves what this selector finds first into sight, if it is not.
pub fn into_sight_soon(selector: &'static str) {
    request_animation_frame(move || {
        let found =
            window().and_then(|window| window.document()).and_then(|page| page.query_selector(selector).ok().flatten());
        if let Some(element) = found {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}

/// Waits.
pub async fn pause(milliseconds: u32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        set_timeout(
            move || {
                let _ = resolve.call0(&JsValue::NULL);
            },
            std::time::Duration::from_millis(u64::from(milliseconds)),
        );
    });
    let _ = JsFuture::from(promise).await;
}

/// What a file is to browsers and their systems.
pub fn kind_of(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("zip") => "application/zip",
        _ => "text/csv;charset=utf-8",
    }
}

/// Hands a file to the browser's downloads.
pub fn download(name: &str, bytes: &[u8], kind: &str) {
    let Some(document) = window().and_then(|window| window.document()) else { return };
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let Ok(blob) = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options) else { return };
    let (Ok(address), Ok(link)) = (web_sys::Url::create_object_url_with_blob(&blob), document.create_element("a"))
    else {
        return;
    };
    let Ok(link) = link.dyn_into::<web_sys::HtmlAnchorElement>() else { return };
    link.set_href(&address);
    link.set_download(name);
    link.click();
    super::handed::tell(name, &blob);
    // The browser reads it while it saves; a minute is enough for that.
    set_timeout(
        move || {
            let _ = web_sys::Url::revoke_object_url(&address);
        },
        std::time::Duration::from_secs(60),
    );
}

/// Prints the page.
pub fn print() {
    if let Some(window) = window() {
        let _ = window.print();
    }
}

//! What pages of this site know of each other: Web Locks where the browser has them, and a channel.
//!
//! A lock is let go by the browser itself when its page dies. Where there are none (plain `http://`), a question over
//! the channel takes their place: a living page answers, also in the background. Must never know what is written.

use super::message::Message;
use js_sys::{Function, Object, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, MessageEvent, window};

/// The channel's name, and the beginning of the locks' names.
const NAME: &str = "mingheng";

/// This page's end of the channel.
#[derive(Clone)]
pub struct Tabs {
    channel: Option<BroadcastChannel>,
}

impl Tabs {
    /// Joins the others. Whatever is said there that is not ours is not heard.
    pub fn join(heard: impl Fn(Message) + 'static) -> Tabs {
        let channel = BroadcastChannel::new(NAME).ok();
        if let Some(channel) = &channel {
            let hears = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                if let Some(message) = event.data().as_string().and_then(|text| Message::read(&text)) {
                    heard(message);
                }
            });
            channel.set_onmessage(Some(hears.as_ref().unchecked_ref()));
            // The page listens as long as it lives.
            hears.forget();
        }
        Tabs { channel }
    }

    /// Says something to all other pages.
    pub fn say(&self, message: &Message) {
        if let Some(channel) = &self.channel {
            // Nobody there is nobody to tell.
            let _ = channel.post_message(&message.write().into());
        }
    }
}

/// A lock of the browser on one document, until it is dropped.
pub struct Lock {
    release: Rc<RefCell<Option<Function>>>,
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(release) = self.release.borrow_mut().take() {
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Whether the browser has Web Locks here.
pub fn has_locks() -> bool {
    manager().is_some()
}

fn manager() -> Option<JsValue> {
    let navigator = window()?.navigator();
    Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)
}

/// Asks for the lock of a document. `steal`: even if another page has it. None: the browser has no locks. Otherwise the
/// lock, or that another page has it.
pub async fn lock(doc: &str, steal: bool) -> Option<Option<Lock>> {
    let manager = manager()?;
    let request: Function = Reflect::get(&manager, &"request".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    let _ = Reflect::set(&options, &(if steal { "steal" } else { "ifAvailable" }).into(), &JsValue::TRUE);
    let release: Rc<RefCell<Option<Function>>> = Rc::default();
    let kept = Rc::clone(&release);
    // The browser calls back with the lock or with null, and holds the lock as long as the promise it gets is open.
    let told = Promise::new(&mut |resolve, reject| {
        let kept = Rc::clone(&kept);
        let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            let got = !lock.is_null() && !lock.is_undefined();
            let _ = resolve.call1(&JsValue::NULL, &JsValue::from_bool(got));
            if !got {
                return JsValue::UNDEFINED;
            }
            Promise::new(&mut |free, _| *kept.borrow_mut() = Some(free)).into()
        });
        let name = format!("{NAME}/{doc}");
        let asked = request.call3(&manager, &name.into(), &options, &granted);
        let held = asked.ok().and_then(|promise| promise.dyn_into::<Promise>().ok());
        // A stolen lock rejects; that it is stolen is learnt from the fence.
        if let Some(held) = held {
            let lost = Closure::once_into_js(move |error: JsValue| {
                let _ = reject.call1(&JsValue::NULL, &error);
            });
            let _ = Reflect::get(&held, &"catch".into())
                .ok()
                .and_then(|catch| catch.dyn_into::<Function>().ok())
                .and_then(|catch| catch.call1(&held, &lost).ok());
        }
    });
    match JsFuture::from(told).await {
        Ok(got) if got.is_truthy() => Some(Some(Lock { release })),
        Ok(_) => Some(None),
        // Asked where it is not allowed: as good as no locks.
        Err(_) => None,
    }
}

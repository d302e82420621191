//! What a person can do with the documents and indicator sets that are kept in this browser.
//!
//! Knows the cupboard's list. A document that is open here is changed through its session, every other one through the
//! cupboard, with a turn of its own.

use super::keeper::{Keeper, new_id, now};
use crate::store::lease::Learnt;
use crate::store::library::{self, FoundSet, ListedSet, SetHead};
use crate::store::retention::{self, Body, Label};
use crate::store::shelf::{self, Asking, Listed, Refusal};
use crate::store::tabs::lock;
use crate::store::{Fault, Found, Message, keeping};
use crate::worker::protocol::{SCHEMA, WrittenView};
use leptos::prelude::Set;

/// A change of one document.
#[derive(Clone, Debug, PartialEq)]
pub enum Errand {
    Rename { title: String },
    Duplicate { title: String },
    Bin,
    PutBack,
    Delete,
}

/// Every document that is kept here.
pub async fn documents(keeper: Keeper) -> Result<Vec<Listed>, Fault> {
    match keeper.place() {
        Some(place) => shelf::list(&*place, SCHEMA).await,
        None => Ok(Vec::new()),
    }
}

/// Every indicator set that is kept here.
pub async fn sets(keeper: Keeper) -> Result<Vec<ListedSet>, Fault> {
    match keeper.place() {
        Some(place) => library::list(&*place, SCHEMA).await,
        None => Ok(Vec::new()),
    }
}

/// Changes a document that is not open here.
pub async fn run(keeper: Keeper, doc: &str, errand: Errand) -> Result<(), Refusal> {
    let Some(place) = keeper.place() else { return Err(Refusal::Fault(Fault::Gone)) };
    let writer = keeper.writer();
    // Whoever has the lock is alive; without locks the lease decides.
    let granted = lock(doc, false).await;
    let learnt = Learnt { lock: granted.as_ref().map(Option::is_some), ..Learnt::default() };
    let asking = Asking { writer: &writer, schema: SCHEMA, now: now(), learnt };
    let done = match errand {
        Errand::Rename { title } => shelf::rename(&*place, doc, &title, &asking).await.map(|_| ()),
        Errand::Duplicate { title } => shelf::duplicate(&*place, doc, &new_id(), &title, &asking).await.map(|_| ()),
        Errand::Bin => shelf::bin(&*place, doc, &asking).await.map(|_| ()),
        Errand::PutBack => shelf::put_back(&*place, doc, &asking).await.map(|_| ()),
        Errand::Delete => shelf::delete(&*place, doc, &asking).await,
    };
    drop(granted);
    changed(keeper).await;
    done
}

/// Everything of ours in this browser, and nothing else.
pub async fn clear(keeper: Keeper) -> Result<(), Fault> {
    let Some(place) = keeper.place() else { return Ok(()) };
    keeper.say(&Message::Cleared { from: keeper.writer() });
    let done = shelf::clear_ours(&*place).await;
    if let Some(window) = web_sys::window() {
        for storage in [window.local_storage(), window.session_storage()].into_iter().flatten().flatten() {
            let names = (0..storage.length().unwrap_or_default()).filter_map(|k| storage.key(k).ok().flatten());
            for name in names.collect::<Vec<_>>().into_iter().filter(|name| name.starts_with("mingheng")) {
                let _ = storage.remove_item(&name);
            }
        }
    }
    changed(keeper).await;
    done
}

async fn changed(keeper: Keeper) {
    keeper.mark().await;
    keeper.say(&Message::Shelf { from: keeper.writer() });
    keeper.refresh();
}

/// A document that cannot be read: what there is of it can be had as a file.
pub fn cannot_open(keeper: Keeper, doc: String, found: Found) {
    keeper.unreadable.set(Some((doc, found)));
}

/// Everything that is stored of a document, as text by key: for whoever helps to recover it.
pub async fn raw(keeper: Keeper, doc: &str) -> Result<Vec<u8>, Fault> {
    let Some(place) = keeper.place() else { return Err(Fault::Gone) };
    let records = js_sys::Object::new();
    for (key, bytes) in keeping::raw(&*place, doc).await? {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let _ = js_sys::Reflect::set(&records, &key.into(), &text.into());
    }
    let rescue = js_sys::Object::new();
    for (name, value) in [
        ("format", "mingheng-rescue".into()),
        ("schemaVersion", 1.into()),
        ("at", (now() as f64).into()),
        ("document", doc.into()),
        ("records", records.into()),
    ] {
        let _ = js_sys::Reflect::set(&rescue, &name.into(), &value);
    }
    Ok(js_sys::JSON::stringify(&rescue).ok().and_then(|text| text.as_string()).unwrap_or_default().into_bytes())
}

/// Backups and checkpoints of a document, the newest first.
pub async fn labels(keeper: Keeper, doc: &str) -> Result<Vec<Label>, Fault> {
    let Some(place) = keeper.place() else { return Ok(Vec::new()) };
    let mut labels = retention::labels(&*place, doc).await?;
    labels.reverse();
    Ok(labels)
}

/// The document of a backup; none if it cannot be read.
pub async fn body(keeper: Keeper, doc: &str, number: u64) -> Option<Vec<u8>> {
    match retention::read_body(&*keeper.place()?, doc, number).await.ok()? {
        Body::Whole(_, bytes) => Some(bytes),
        Body::NotThere | Body::Damaged(..) => None,
    }
}

/// The bytes of a stored document: the last snapshot, and the acts after it.
pub async fn stored(keeper: Keeper, doc: &str) -> Option<(Vec<u8>, Vec<String>)> {
    match keeping::load(&*keeper.place()?, doc, SCHEMA, now()).await.ok()? {
        Found::Loaded(loaded) => {
            let acts = loaded.acts.iter().map(|act| String::from_utf8_lossy(act).into_owned()).collect();
            Some((loaded.snapshot, acts))
        }
        _ => None,
    }
}

/// Keeps an indicator set in the library.
pub async fn keep_set(keeper: Keeper, written: WrittenView) {
    let Some(place) = keeper.place() else { return };
    let head = SetHead {
        id: new_id(),
        title: written.title,
        indicators: u64::from(written.indicators),
        saved_at: now(),
        schema: SCHEMA,
        ..SetHead::default()
    };
    let kept = library::keep(&*place, &head, &written.bytes).await;
    keeper.set_kept.set(Some(kept.map(|()| head.title)));
    changed(keeper).await;
}

/// Renames a set, or puts it into the bin and back.
pub async fn change_set(keeper: Keeper, id: &str, change: impl FnOnce(SetHead) -> SetHead) -> Result<(), Fault> {
    let Some(place) = keeper.place() else { return Err(Fault::Gone) };
    let done = library::change(&*place, id, SCHEMA, change).await.map(|_| ());
    changed(keeper).await;
    done
}

/// Throws a set away.
pub async fn delete_set(keeper: Keeper, id: &str) -> Result<(), Fault> {
    let Some(place) = keeper.place() else { return Err(Fault::Gone) };
    let done = library::delete(&*place, id, SCHEMA).await.map(|_| ());
    changed(keeper).await;
    done
}

/// The bytes of a set.
pub async fn read_set(keeper: Keeper, id: &str) -> Option<(SetHead, Vec<u8>)> {
    match library::find(&*keeper.place()?, id, SCHEMA).await.ok()? {
        FoundSet::Set(head, bytes) => Some((head, bytes)),
        _ => None,
    }
}

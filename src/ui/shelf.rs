//! What a person can do with the documents and indicator sets that are kept in this browser.
//!
//! Knows the cupboard's list. A document that is open here is changed through its session, every other one through the
//! cupboard, with a turn of its own.

use super::effects::{focus_if_lost, pause};
use super::keeper::{Keeper, address, forget_all, new_id, now};
use super::store::Store;
use super::toast::Undo;
use crate::edit::{Act, Change, What};
use crate::i18n::keeping as said;
use crate::store::indexed_db::IndexedDb;
use crate::store::lease::{self, Learnt};
use crate::store::library::{self, FoundSet, ListedSet, SetHead};
use crate::store::retention::{self, Body, Label};
use crate::store::shelf::{self, Asking, Listed, Refusal};
use crate::store::tabs::lock;
use crate::store::{Cupboard, Fault, Found, Message, keeping};
use crate::worker::protocol::{SCHEMA, WrittenView, act_text};
use leptos::prelude::*;
use std::collections::BTreeSet;

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
    // Without them a living page answers, also one whose signs of life are rare because it is hidden.
    let answered = granted.is_none() && keeper.is_answered(doc, 300).await;
    let learnt = Learnt { lock: granted.as_ref().map(Option::is_some), answered, ..Learnt::default() };
    let asking = Asking { writer: &writer, schema: SCHEMA, now: now(), learnt };
    let done = match errand {
        Errand::Rename { title } => {
            let act = title_act(&title);
            match shelf::retitle(&*place, doc, &title, &act, &asking).await {
                // What cannot be read can still be told apart by its title in the list.
                Err(Refusal::NotThere) => shelf::rename(&*place, doc, &title, &asking).await.map(|_| ()),
                done => done.map(|_| ()),
            }
        }
        Errand::Duplicate { title } => {
            let act = title_act(&title);
            shelf::duplicate(&*place, doc, &new_id(), (&title, &act), &asking).await.map(|_| ())
        }
        Errand::Bin => shelf::bin(&*place, doc, &asking).await.map(|_| ()),
        Errand::PutBack => shelf::put_back(&*place, doc, &asking).await.map(|_| ()),
        Errand::Delete => shelf::delete(&*place, doc, &asking).await,
    };
    drop(granted);
    changed(keeper).await;
    done
}

/// Begins a change of one document, and tells what became of it. A document that is open here is put away first.
pub fn begin(store: Store, doc: String, errand: Errand) {
    let keeper = store.keeper;
    leptos::task::spawn_local(async move {
        let open = keeper.document.get_untracked().as_deref() == Some(&doc);
        match errand {
            Errand::Bin if open => keeper.leave().await,
            Errand::Duplicate { .. } if open => keeper.settle().await,
            _ => {}
        }
        let title = title_of(keeper, &doc).await;
        let done = run(keeper, &doc, errand.clone()).await;
        let language = store.language.get_untracked();
        let (text, undo) = match (done, errand) {
            (Err(refusal), _) => (said::refusal(language, &refusal), None),
            (Ok(()), Errand::Rename { title }) => (said::renamed(language, &title), None),
            (Ok(()), Errand::Duplicate { title }) => (said::copied(language, &title), None),
            (Ok(()), Errand::Bin) => (said::deleted(language, &title), Some(Undo::PutBack(doc))),
            (Ok(()), Errand::PutBack) => (said::put_back(language, &title), None),
            (Ok(()), Errand::Delete) => return,
        };
        let binned = undo.is_some();
        keeper.tell(text, undo);
        // The line with the button is gone: whoever pressed it with the keyboard goes on at the list.
        if binned {
            pause(150).await;
            focus_if_lost("#documents-title");
        }
    });
}

/// Begins a change of one indicator set. `told` says what was done, once it is.
pub fn begin_set(
    store: Store,
    id: String,
    change: impl FnOnce(SetHead) -> SetHead + 'static,
    told: Option<(String, Undo)>,
) {
    leptos::task::spawn_local(async move {
        match (change_set(store.keeper, &id, change).await, told) {
            (Ok(()), Some((text, undo))) => store.keeper.tell(text, Some(undo)),
            (Ok(()), None) => {}
            (Err(fault), _) => store.keeper.tell(said::fault(store.language.get_untracked(), &fault), None),
        }
    });
}

async fn title_of(keeper: Keeper, doc: &str) -> String {
    let listed = documents(keeper).await.unwrap_or_default();
    let of = |line: &Listed| match line {
        Listed::Entry(entry) | Listed::Newer(entry) if entry.id == doc => Some(entry.title.clone()),
        _ => None,
    };
    listed.iter().find_map(of).unwrap_or_default()
}

/// The ids of documents that somebody else writes at this moment.
pub async fn elsewhere(keeper: Keeper, listed: &[Listed]) -> BTreeSet<String> {
    let mut busy = BTreeSet::new();
    let Some(place) = keeper.place() else { return busy };
    let me = keeper.writer();
    for line in listed {
        let Listed::Entry(entry) = line else { continue };
        let Ok(seen) = lease::seen(&*place, &entry.id).await else { continue };
        let other = seen.lease.as_ref().is_some_and(|lease| !lease.writer.is_empty() && lease.writer != me);
        if other && seen.beat.is_some_and(|beat| now().abs_diff(beat.at) < lease::EXPIRES) {
            busy.insert(entry.id.clone());
        }
    }
    busy
}

/// The change of a title, as the journal keeps it.
fn title_act(title: &str) -> Vec<u8> {
    act_text(&Act { at: now(), what: What::Do(Change::Title(title.to_owned())) }).into_bytes()
}

/// Everything of ours in this browser, and nothing else.
pub async fn clear(keeper: Keeper) -> Result<(), Fault> {
    // What is open here would be saved again.
    keeper.leave().await;
    let cleared = Message::Cleared { from: keeper.writer() };
    let done = match keeper.place() {
        Some(place) => {
            keeper.say(&cleared);
            shelf::clear_ours(&*place).await
        }
        None => Ok(()),
    };
    if done.is_ok() {
        forget_all();
        // Whoever looked too early looks again.
        keeper.say(&cleared);
    }
    keeper.refresh();
    done
}

async fn changed(keeper: Keeper) {
    keeper.mark().await;
    keeper.say(&Message::Shelf { from: keeper.writer() });
    keeper.refresh();
}

/// A document that cannot be read: what there is of it can be had as a file.
pub fn cannot_open(keeper: Keeper, doc: String, found: Found) {
    keeper.unreadable.try_set(Some((doc, found)));
}

/// Everything that is stored of a document, as text by key: for whoever helps to recover it.
pub async fn raw(keeper: Keeper, doc: &str) -> Result<Vec<u8>, Fault> {
    let Some(place) = keeper.place() else { return Err(Fault::Gone) };
    Ok(rescue(Some(doc), keeping::raw(&*place, doc).await?))
}

/// Everything that is stored here, also where a newer program has been: it is only read.
pub async fn raw_all() -> Result<Vec<u8>, Fault> {
    let place = IndexedDb::look(&address().0).await?;
    let all = place.read_under("").await;
    place.close();
    Ok(rescue(None, all?))
}

/// The file that the crash layer writes too.
fn rescue(doc: Option<&str>, all: impl IntoIterator<Item = (String, Vec<u8>)>) -> Vec<u8> {
    let records = js_sys::Object::new();
    for (key, bytes) in all {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let _ = js_sys::Reflect::set(&records, &key.into(), &text.into());
    }
    let rescue = js_sys::Object::new();
    for (name, value) in [
        ("format", "mingheng-rescue".into()),
        ("schemaVersion", 1.into()),
        ("at", String::from(js_sys::Date::new_0().to_iso_string()).into()),
        ("document", doc.map_or(wasm_bindgen::JsValue::NULL, Into::into)),
        ("records", records.into()),
    ] {
        let _ = js_sys::Reflect::set(&rescue, &name.into(), &value);
    }
    js_sys::JSON::stringify(&rescue).ok().and_then(|text| text.as_string()).unwrap_or_default().into_bytes()
}

/// Backups and checkpoints of a document, the newest first.
pub async fn labels(keeper: Keeper, doc: &str) -> Result<Vec<Label>, Fault> {
    match keeper.place() {
        Some(place) => retention::labels(&*place, doc).await,
        None => Ok(Vec::new()),
    }
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
    keeper.set_kept.try_set(Some(kept.map(|()| head.title)));
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

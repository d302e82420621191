//! The browser's own cupboard: one IndexedDB object store, a string key and bytes in each drawer.
//!
//! Every write is one transaction that is done only when the browser says `complete`; the guard is read and compared
//! inside that transaction. The one exception is [`IndexedDb::part`], for the moment in which the page goes. Knows the
//! browser and its words for trouble. Must never know what the bytes mean.

use super::cupboard::{Cupboard, Durability, Fault, Guard, Write};
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
    Window,
};

/// The only object store.
const STORE: &str = "cupboard";
/// Above every key with a prefix: no key has this character.
const LAST: &str = "\u{ffff}";
/// An opening that says nothing for so long has failed, in milliseconds.
const PATIENCE: i32 = 4_000;

/// What the browser says about the cupboard without being asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Closed or cleared under us.
    Gone,
    /// A newer program waits for us to close it.
    UpgradeAsked,
    /// We wait for an older program to close it.
    Blocked,
}

#[wasm_bindgen]
extern "C" {
    /// With options, which the bindings of the standard do not have yet.
    #[wasm_bindgen(extends = IdbDatabase)]
    type Durable;
    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn transaction_with(this: &Durable, store: &str, mode: &str, options: &Object) -> Result<IdbTransaction, JsValue>;
}

/// The cupboard of this browser for this site.
pub struct IndexedDb {
    name: String,
    /// None: whatever is there.
    version: Option<u32>,
    database: RefCell<Option<IdbDatabase>>,
    listener: Rc<dyn Fn(Heard)>,
}

impl IndexedDb {
    /// Opens it. Errors: the browser has none, refuses, or does not answer in time; a newer program was here.
    pub async fn open(name: &str, version: u32, listener: impl Fn(Heard) + 'static) -> Result<IndexedDb, Fault> {
        let cupboard = IndexedDb {
            name: name.to_owned(),
            version: Some(version),
            database: RefCell::default(),
            listener: Rc::new(listener),
        };
        cupboard.reopen().await?;
        Ok(cupboard)
    }

    /// Opens it as it is, whoever wrote it: to be read, never to be written.
    pub async fn look(name: &str) -> Result<IndexedDb, Fault> {
        let cupboard =
            IndexedDb { name: name.to_owned(), version: None, database: RefCell::default(), listener: Rc::new(|_| {}) };
        cupboard.reopen().await?;
        Ok(cupboard)
    }

    /// Opens it again after it was closed or cleared.
    pub async fn reopen(&self) -> Result<(), Fault> {
        // A connection that is left open would stand in a newer program's way.
        self.close();
        let factory = factory().ok_or_else(|| Fault::Unavailable("no IndexedDB".to_owned()))?;
        let request = match self.version {
            Some(version) => factory.open_with_u32(&self.name, version),
            None => factory.open(&self.name),
        };
        let request = request.map_err(|error| unavailable(&error))?;
        let database: IdbDatabase = opened(&request, &self.listener).await?.unchecked_into();
        let hears = |event: &str, heard: Heard| {
            let listener = Rc::clone(&self.listener);
            let closure = Closure::<dyn FnMut()>::new(move || listener(heard));
            let _ = database.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
            // It lives as long as the page: a database is closed by its page or with it.
            closure.forget();
        };
        hears("close", Heard::Gone);
        hears("versionchange", Heard::UpgradeAsked);
        *self.database.borrow_mut() = Some(database);
        Ok(())
    }

    /// Lets go of it.
    pub fn close(&self) {
        if let Some(database) = self.database.borrow_mut().take() {
            database.close();
        }
    }

    fn transaction(&self, mode: &str, durability: Durability) -> Result<(IdbTransaction, IdbObjectStore), Fault> {
        let database = self.database.borrow().clone().ok_or(Fault::Gone)?;
        let options = Object::new();
        let word = match durability {
            Durability::Relaxed => "relaxed",
            Durability::Strict => "strict",
        };
        let _ = Reflect::set(&options, &"durability".into(), &word.into());
        let transaction = database
            .unchecked_ref::<Durable>()
            .transaction_with(STORE, mode, &options)
            .map_err(|error| fault(&error))?;
        let store = transaction.object_store(STORE).map_err(|error| fault(&error))?;
        Ok((transaction, store))
    }

    /// Leaves bytes under keys where nothing stands, each in a transaction of its own, and waits for nothing: all of it
    /// is on its way when this returns, and the browser finishes it when the page is gone. What cannot be left is not.
    pub fn part(&self, records: &[(String, Vec<u8>)]) {
        if is_poisoned() {
            return;
        }
        for (key, bytes) in records {
            let Ok((transaction, store)) = self.transaction("readwrite", Durability::Relaxed) else { return };
            // Adding, unlike putting, fails where something stands.
            if store.add_with_key(&Uint8Array::from(bytes.as_slice()), &key.as_str().into()).is_ok() {
                commit(&transaction);
            }
        }
    }

    async fn all(
        &self,
        prefix: &str,
        ask: impl Fn(&IdbObjectStore, &JsValue) -> Result<IdbRequest, JsValue>,
    ) -> Result<Array, Fault> {
        let (_, store) = self.transaction("readonly", Durability::Relaxed)?;
        let request = ask(&store, &range(prefix, None)?).map_err(|error| fault(&error))?;
        Ok(Array::from(&answer(&request).await?))
    }
}

impl Cupboard for IndexedDb {
    async fn read(&self, key: &str) -> Result<Option<Vec<u8>>, Fault> {
        let (_, store) = self.transaction("readonly", Durability::Relaxed)?;
        let request = store.get(&key.into()).map_err(|error| fault(&error))?;
        Ok(bytes(&answer(&request).await?))
    }

    async fn read_under(&self, prefix: &str) -> Result<Vec<(String, Vec<u8>)>, Fault> {
        // Both lists are in the order of the keys; one transaction each would let a write in between.
        let (_, store) = self.transaction("readonly", Durability::Relaxed)?;
        let range = range(prefix, None)?;
        let keys = store.get_all_keys_with_key(&range).map_err(|error| fault(&error))?;
        let values = store.get_all_with_key(&range).map_err(|error| fault(&error))?;
        // Both are asked before the first is waited for.
        let (keys, values) = (listen(&keys), listen(&values));
        let keys = Array::from(&JsFuture::from(keys).await.map_err(|error| fault(&error))?);
        let values = Array::from(&JsFuture::from(values).await.map_err(|error| fault(&error))?);
        // What is neither text nor bytes is not ours, and is left alone by being read as empty: its checksum fails.
        let pairs = keys.iter().zip(values.iter());
        Ok(pairs.filter_map(|(key, value)| Some((key.as_string()?, bytes(&value).unwrap_or_default()))).collect())
    }

    async fn keys_under(&self, prefix: &str) -> Result<Vec<String>, Fault> {
        let keys = self.all(prefix, |store, range| store.get_all_keys_with_key(range)).await?;
        Ok(keys.iter().filter_map(|key| key.as_string()).collect())
    }

    async fn write(&self, guard: Option<Guard>, writes: Vec<Write>, durability: Durability) -> Result<(), Fault> {
        if is_poisoned() {
            // After a crash nothing that this program believes may reach the disk.
            return Err(Fault::Failed("crashed".to_owned()));
        }
        let (transaction, store) = self.transaction("readwrite", durability)?;
        let done = completed(&transaction);
        let begun = begin(&transaction, &store, guard, writes).await;
        match begun {
            Ok(()) => JsFuture::from(done).await.map(|_| ()).map_err(|error| fault(&error)),
            Err(fault) => {
                // Nothing of it may stay. It may be over already.
                let _ = transaction.abort();
                let _ = JsFuture::from(done).await;
                Err(fault)
            }
        }
    }
}

/// Compares the guard, then asks for every change; the transaction stays open as long as something is asked of it.
async fn begin(
    transaction: &IdbTransaction,
    store: &IdbObjectStore,
    guard: Option<Guard>,
    writes: Vec<Write>,
) -> Result<(), Fault> {
    if let Some(guard) = guard {
        let request = store.get(&guard.key.as_str().into()).map_err(|error| fault(&error))?;
        if bytes(&answer(&request).await?) != guard.bytes {
            return Err(Fault::Fenced);
        }
    }
    for write in writes {
        let asked = match write {
            Write::Put { key, bytes } => {
                let value = Uint8Array::from(bytes.as_slice());
                store.put_with_key(&value, &key.as_str().into())
            }
            Write::Delete { key } => store.delete(&key.as_str().into()),
            Write::DeleteUnder { prefix, through } => store.delete(&range(&prefix, through.as_deref())?),
        };
        asked.map_err(|error| fault(&error))?;
    }
    commit(transaction);
    Ok(())
}

/// Nothing more is asked. Older browsers commit by themselves as soon as that is so.
fn commit(transaction: &IdbTransaction) {
    if let Ok(commit) = Reflect::get(transaction, &"commit".into())
        && let Ok(commit) = commit.dyn_into::<Function>()
    {
        let _ = commit.call0(transaction);
    }
}

/// Whether the page has crashed; plain JavaScript outside this program says so.
fn is_poisoned() -> bool {
    Reflect::get(&js_sys::global(), &"minghengPoisoned".into()).is_ok_and(|poisoned| poisoned.is_truthy())
}

/// The browser's factory. Reading it alone can fail in a page that may keep nothing.
fn factory() -> Option<IdbFactory> {
    let window: Window = web_sys::window()?;
    window.indexed_db().ok().flatten()
}

fn range(prefix: &str, through: Option<&str>) -> Result<JsValue, Fault> {
    let upper = through.map_or_else(|| format!("{prefix}{LAST}"), str::to_owned);
    IdbKeyRange::bound(&prefix.into(), &upper.as_str().into()).map(JsValue::from).map_err(|error| fault(&error))
}

/// The bytes of a stored value; none for what is not there.
fn bytes(value: &JsValue) -> Option<Vec<u8>> {
    if value.is_undefined() {
        return None;
    }
    // Something of another kind is damaged, not absent; as far as it can be told as text it can be kept aside.
    let bytes = value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec);
    let text = || value.as_string().or_else(|| js_sys::JSON::stringify(value).ok()?.as_string());
    Some(bytes.or_else(|| text().map(String::into_bytes)).unwrap_or_default())
}

async fn answer(request: &IdbRequest) -> Result<JsValue, Fault> {
    JsFuture::from(listen(request)).await.map_err(|error| fault(&error))
}

/// The result of a request as a promise.
fn listen(request: &IdbRequest) -> Promise {
    Promise::new(&mut |resolve, reject| {
        let asked = request.clone();
        let success = Closure::once_into_js(move || {
            let _ = resolve.call1(&JsValue::NULL, &asked.result().unwrap_or_default());
        });
        let asked = request.clone();
        let failure = Closure::once_into_js(move || {
            let error = asked.error().ok().flatten().map(JsValue::from).unwrap_or_default();
            let _ = reject.call1(&JsValue::NULL, &error);
        });
        request.set_onsuccess(Some(success.unchecked_ref()));
        request.set_onerror(Some(failure.unchecked_ref()));
    })
}

/// The end of a transaction as a promise.
fn completed(transaction: &IdbTransaction) -> Promise {
    Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        let ended = transaction.clone();
        let aborted = Closure::once_into_js(move || {
            let error = ended.error().map(JsValue::from).unwrap_or_default();
            let _ = reject.call1(&JsValue::NULL, &error);
        });
        transaction.set_onabort(Some(aborted.unchecked_ref()));
    })
}

/// An opening as a future: with an upgrade if it is needed, and an end if the browser says nothing.
async fn opened(request: &IdbOpenDbRequest, listener: &Rc<dyn Fn(Heard)>) -> Result<JsValue, Fault> {
    let blocked = Rc::new(RefCell::new(false));
    let asked = request.clone();
    let upgrade = Closure::once_into_js(move || {
        let database: IdbDatabase = asked.result().unwrap_or_default().unchecked_into();
        if !database.object_store_names().contains(STORE) {
            let _ = database.create_object_store(STORE);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    let (listener, waits) = (Rc::clone(listener), Rc::clone(&blocked));
    let blocks = Closure::once_into_js(move || {
        *waits.borrow_mut() = true;
        listener(Heard::Blocked);
    });
    request.set_onblocked(Some(blocks.unchecked_ref()));
    let result = listen(request);
    let late = Promise::new(&mut |resolve, _| {
        let waits = Rc::clone(&blocked);
        let over = Closure::once_into_js(move || {
            // Whoever waits for another page to be closed waits for a person.
            if !*waits.borrow() {
                let _ = resolve.call1(&JsValue::NULL, &JsValue::UNDEFINED);
            }
        });
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(over.unchecked_ref(), PATIENCE);
        }
    });
    let first = JsFuture::from(Promise::race(&Array::of2(&result, &late))).await;
    match first {
        Ok(database) if database.is_undefined() => Err(Fault::Unavailable("no answer".to_owned())),
        Ok(database) => Ok(database),
        Err(error) => Err(match fault(&error) {
            Fault::Newer => Fault::Newer,
            _ => unavailable(&error),
        }),
    }
}

fn unavailable(error: &JsValue) -> Fault {
    Fault::Unavailable(said(error))
}

/// The browser's words for trouble, as far as they make a difference.
fn fault(error: &JsValue) -> Fault {
    let name = Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default();
    match name.as_str() {
        "QuotaExceededError" => Fault::Full,
        "VersionError" => Fault::Newer,
        // The connection was closed under us, or the stores are not there any more.
        "InvalidStateError" | "NotFoundError" | "TransactionInactiveError" => Fault::Gone,
        _ => Fault::Failed(said(error)),
    }
}

fn said(error: &JsValue) -> String {
    let exception = error.dyn_ref::<DomException>().map(|error| format!("{}: {}", error.name(), error.message()));
    exception.or_else(|| error.as_string()).unwrap_or_else(|| "no reason given".to_owned())
}

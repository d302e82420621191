//! The documents that come with the page. Their bytes are fetched while it loads, and kept: whoever has loaded the
//! page can cut the network and still open them. The single file carries them inside.

use super::store::Store;
use crate::i18n::Language;
use crate::worker::protocol::NamedBytes;
use crate::workspace::{Event, Origin};
use js_sys::{Array, Function, JSON, Promise, Reflect, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Response, window};

/// A document that comes with the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    pub id: String,
    pub file: String,
    title: Both,
    /// Where it comes from, honestly: an example, with made-up data.
    label: Both,
    pub subjects: u32,
    pub indicators: u32,
    bytes: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq)]
struct Both {
    zh: String,
    en: String,
}

impl Both {
    fn say(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

impl Sample {
    /// An entry of the list, still without its bytes.
    fn read(entry: &JsValue) -> Option<Sample> {
        let field = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).unwrap_or_default();
        let both = |name: &str| {
            let text = field(entry, name);
            Some(Both { zh: field(&text, "zh").as_string()?, en: field(&text, "en").as_string()? })
        };
        let count = |name: &str| field(entry, name).as_f64().map(|count| count as u32);
        Some(Sample {
            id: field(entry, "id").as_string()?,
            file: field(entry, "file").as_string()?,
            title: both("title")?,
            label: both("label")?,
            subjects: count("subjects")?,
            indicators: count("indicators")?,
            bytes: Vec::new(),
        })
    }

    /// Its title in a language.
    pub fn title(&self, language: Language) -> String {
        self.title.say(language).to_owned()
    }

    /// What it is.
    pub fn label(&self, language: Language) -> String {
        self.label.say(language).to_owned()
    }

    /// What it is made of.
    pub fn files(&self) -> Vec<NamedBytes> {
        vec![NamedBytes { name: self.file.clone(), bytes: self.bytes.clone() }]
    }

    /// Opens it.
    pub fn open(&self, store: Store) {
        let files = self.files();
        let title = self.title(store.language.get_untracked());
        store.keeper.sample(&self.id);
        store.dispatch(Event::Open { title, files, origin: Origin::Sample });
    }
}

/// Fetches the list and every document on it. A document that cannot be fetched is not offered.
pub async fn fetch(store: Store) {
    let Some(list) = bytes("samples/index.json").await else { return };
    let Ok(list) = JSON::parse(&String::from_utf8_lossy(&list)) else { return };
    let mut samples = Vec::new();
    for mut sample in Array::from(&list).iter().filter_map(|entry| Sample::read(&entry)) {
        if let Some(bytes) = bytes(&format!("samples/{}", sample.file)).await {
            sample.bytes = bytes;
            samples.push(sample);
        }
    }
    store.samples.set(samples);
}

/// Opens the example that this tab had open, where the page stands.
pub fn reopen_last(store: Store) {
    let Some(last) = store.keeper.last_sample() else { return };
    let sample = store.samples.with_untracked(|samples| samples.iter().find(|sample| sample.id == last).cloned());
    if let Some(sample) = sample {
        store.dispatch(Event::Stay);
        sample.open(store);
    }
}

/// What lies beside the page, or in the single file, under this address.
pub(super) async fn bytes(address: &str) -> Option<Vec<u8>> {
    let body = match carried(address) {
        Some(body) => body,
        None => {
            let response = JsFuture::from(window()?.fetch_with_str(address)).await.ok()?;
            let response: Response = response.dyn_into().ok()?;
            response.ok().then(|| response.array_buffer().ok())??
        }
    };
    Some(Uint8Array::new(&JsFuture::from(body).await.ok()?).to_vec())
}

/// What the document itself carries under this address: the single file says so with a function (scripts/single.mjs).
fn carried(address: &str) -> Option<Promise> {
    let window = window()?;
    let inside: Function = Reflect::get(&window, &"minghengFile".into()).ok()?.dyn_into().ok()?;
    inside.call1(&JsValue::NULL, &address.into()).ok()?.dyn_into().ok()
}

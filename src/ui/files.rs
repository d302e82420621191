//! From what a person chooses or drops to named bytes.

use super::store::Store;
use super::tables;
use crate::model::{At, Diagnostic, Problem};
use crate::worker::protocol::NamedBytes;
use crate::workspace::event::Cause;
use crate::workspace::{Event, Origin, Route};
use js_sys::{Array, Function, Reflect};
use leptos::prelude::WithUntracked;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File, FileList};

/// More than this cannot be held in memory twice on an office computer.
const LIMIT_MEBIBYTES: u32 = 400;

/// A file and its path inside the folder that was given.
struct Given {
    path: String,
    file: File,
}

/// Opens what a file field holds.
pub fn open_chosen(store: Store, list: FileList) {
    leptos::task::spawn_local(open(store, given(&list)));
}

/// What files are called together, with their bytes, or with why they cannot be had.
type Chosen = Result<(String, Vec<NamedBytes>), (String, Cause)>;

/// What a file field holds, not read: names and files in the same order, without clutter.
pub fn chosen_tables(list: &FileList) -> (Vec<String>, Array) {
    handles(given(list))
}

fn handles(given: Vec<Given>) -> (Vec<String>, Array) {
    given.into_iter().filter(|given| !is_clutter(&given.path)).map(|given| (given.path, given.file)).unzip()
}

/// Reads what a file field holds. The files are taken at once: the field may be emptied meanwhile.
pub fn read_chosen(list: &FileList) -> impl Future<Output = Chosen> + use<> {
    read(given(list))
}

fn given(list: &FileList) -> Vec<Given> {
    (0..list.length())
        .filter_map(|place| list.get(place))
        .map(|file| {
            // Set when a folder was chosen.
            let path = Reflect::get(&file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
            Given { path: path.filter(|path| !path.is_empty()).unwrap_or_else(|| file.name()), file }
        })
        .collect()
}

/// Opens what was dropped. The entries must be taken before the event is over; they are walked afterwards.
pub fn open_dropped(store: Store, transfer: &DataTransfer) {
    let items = Array::from(&Reflect::get(transfer, &"items".into()).unwrap_or_default());
    let entries: Vec<JsValue> = items
        .iter()
        .filter_map(|item| call(&item, "webkitGetAsEntry").ok())
        .filter(|entry| entry.is_object())
        .collect();
    if entries.is_empty() {
        if let Some(list) = transfer.files() {
            open_chosen(store, list);
        }
        return;
    }
    leptos::task::spawn_local(async move {
        let mut given = Vec::new();
        for entry in entries {
            if walk(entry, &mut given).await.is_err() {
                return store.dispatch(Event::CannotOpen { title: String::new(), refusal: Cause::NotReadable });
            }
        }
        open(store, given).await;
    });
}

async fn open(store: Store, given: Vec<Given>) {
    let given: Vec<Given> = given.into_iter().filter(|given| !is_clutter(&given.path)).collect();
    if tables::are_tables(given.iter().map(|given| given.path.as_str())) {
        let (names, files) = handles(given);
        return tables::give(store, names, files);
    }
    let meant = store.route.with_untracked(|route| *route == Route::Import);
    let only = (given.len() == 1).then(|| given[0].file.clone());
    store.dispatch(match read(given).await {
        Ok((title, files)) if files.len() == 1 && tables::is_archive_of_tables(&title, &files[0].bytes, meant) => {
            return tables::give(store, vec![title], only.into_iter().map(JsValue::from).collect());
        }
        Ok((title, files)) => Event::Open { title, files, origin: Origin::File },
        Err((title, refusal)) => Event::CannotOpen { title, refusal },
    });
}

async fn read(given: Vec<Given>) -> Chosen {
    let given: Vec<Given> = given.into_iter().filter(|given| !is_clutter(&given.path)).collect();
    let title = title(&given);
    if given.is_empty() {
        return Err((title, Cause::Nothing));
    }
    let size: f64 = given.iter().map(|given| given.file.size()).sum();
    if size > f64::from(LIMIT_MEBIBYTES) * 1_048_576.0 {
        let finding = Diagnostic::error(Problem::FileTooLarge { limit: LIMIT_MEBIBYTES }, At::file(&title));
        return Err((title, Cause::Findings(vec![finding])));
    }
    let mut files = Vec::new();
    for Given { path, file } in given {
        match JsFuture::from(file.array_buffer()).await {
            Ok(buffer) => files.push(NamedBytes { name: path, bytes: js_sys::Uint8Array::new(&buffer).to_vec() }),
            Err(_) => return Err((title, Cause::NotReadable)),
        }
    }
    Ok((title, files))
}

/// What the files are called together: the only file, or their folder.
fn title(given: &[Given]) -> String {
    match given {
        [] => String::new(),
        [only] => only.path.clone(),
        [first, ..] => first.path.split('/').next().unwrap_or_default().to_owned(),
    }
}

/// Files that systems leave in folders without being asked.
fn is_clutter(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with('.')
        || name.starts_with("~$")
        || matches!(name, "Thumbs.db" | "desktop.ini")
        || path.contains("__MACOSX/")
}

/// Collects the files of a dropped entry, which may be a folder of folders.
async fn walk(entry: JsValue, given: &mut Vec<Given>) -> Result<(), JsValue> {
    let mut waiting = vec![entry];
    while let Some(entry) = waiting.pop() {
        if field(&entry, "isFile").is_truthy() {
            let file: File = with_callbacks(&entry, "file").await?.dyn_into()?;
            let path = field(&entry, "fullPath").as_string().unwrap_or_default();
            given.push(Given { path: path.trim_start_matches('/').to_owned(), file });
        } else {
            let reader = call(&entry, "createReader")?;
            // A reader gives a hundred at a time, and none at the end.
            loop {
                let entries = Array::from(&with_callbacks(&reader, "readEntries").await?);
                if entries.length() == 0 {
                    break;
                }
                waiting.extend(entries.iter());
            }
        }
    }
    given.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(())
}

fn field(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}

fn call(of: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    field(of, name).dyn_into::<Function>()?.call0(of)
}

/// Calls a method that takes a callback for success and one for failure.
async fn with_callbacks(of: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    let method: Function = field(of, name).dyn_into()?;
    let promise = js_sys::Promise::new(&mut |resolve, reject| {
        let _ = method.call2(of, &resolve, &reject);
    });
    JsFuture::from(promise).await
}

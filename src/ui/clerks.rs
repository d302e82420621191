//! The clerks at work: one fresh worker for each task, at most so long as somebody waits, stopped at once when nobody wants it.

use super::effects::pause;
use super::keeper::meta;
use super::store::Store;
use super::tables;
use crate::worker::clerk::Task;
use crate::worker::clerk_client::{self, Clerk};
use crate::workspace::{Event, Intaking, Lost};
use js_sys::{Array, Function, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    static AT_WORK: RefCell<Vec<(u32, Rc<Clerk>)>> = const { RefCell::new(Vec::new()) };
}

/// Gives a task to a fresh clerk, and tells the workspace what came of it.
pub fn begin(store: Store, task: u32, work: Task) {
    let tell = move |outcome| store.dispatch(Event::Intake(Intaking::Worked { task, outcome }));
    let Some(clerk) = Clerk::start(&address()).map(Rc::new) else {
        // Not before whoever asked has heard that it was begun.
        leptos::task::spawn_local(async move { tell(Err(Lost::BrokeDown)) });
        return;
    };
    AT_WORK.with_borrow_mut(|all| all.push((task, Rc::clone(&clerk))));
    let patience = work.patience();
    let late = Rc::new(Cell::new(false));
    let is_late = Rc::clone(&late);
    leptos::task::spawn_local(async move {
        let files = if matches!(work, Task::Read { .. }) { tables::given() } else { Array::new() };
        let outcome = clerk.work(&work, &files).await;
        AT_WORK.with_borrow_mut(|all| all.retain(|(at, _)| *at != task));
        tell(outcome.map_err(|why| match why {
            _ if is_late.get() => Lost::TooSlow,
            clerk_client::Lost::BrokeDown => Lost::BrokeDown,
            clerk_client::Lost::Stopped => Lost::Stopped,
        }));
    });
    leptos::task::spawn_local(async move {
        pause(patience).await;
        late.set(true);
        stop(task);
    });
}

/// Stops the clerk at this task, if it is still at work.
pub fn stop(task: u32) {
    let clerk = AT_WORK.with_borrow(|all| all.iter().find(|(at, _)| *at == task).map(|(_, clerk)| Rc::clone(clerk)));
    if let Some(clerk) = clerk {
        clerk.stop();
    }
}

/// The address of the clerk's script: the build writes it into the document; the single file makes it when asked.
fn address() -> String {
    let inside = Reflect::get(&js_sys::global(), &"minghengClerk".into()).unwrap_or_default();
    let made = inside.dyn_into::<Function>().ok().and_then(|make| make.call0(&JsValue::NULL).ok());
    made.and_then(|address| address.as_string()).unwrap_or_else(|| meta("clerk"))
}

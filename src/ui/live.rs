//! Values and parts of the page that follow the state.
//!
//! Each closure is boxed here. Left generic, the framework would be compiled anew for every one of them, and the
//! page would be twice as large.

use leptos::prelude::*;
use web_sys::{FocusEvent, MouseEvent};

/// A text, an attribute or a class that follows the state.
pub fn live<T: Send + Sync + 'static>(compute: impl Fn() -> T + Send + Sync + 'static) -> Signal<T> {
    Signal::derive(compute)
}

/// A value that is computed again only when what it reads changes.
pub fn memo<T>(compute: impl Fn() -> T + Send + Sync + 'static) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    boxed_memo(Box::new(compute))
}

fn boxed_memo<T>(compute: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    Memo::new(move |_| compute())
}

/// A part of the page that is drawn again when what it reads changes.
pub fn part<V: IntoView + 'static>(draw: impl Fn() -> V + Send + 'static) -> AnyView {
    boxed_part(Box::new(move || draw().into_any()))
}

fn boxed_part(draw: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
    (move || draw()).into_any()
}

/// What pressing something does.
pub fn press(act: impl Fn() + 'static) -> Box<dyn FnMut(MouseEvent)> {
    Box::new(move |_| act())
}

/// What the arrival of the focus does.
pub fn entering(act: impl Fn() + 'static) -> Box<dyn FnMut(FocusEvent)> {
    Box::new(move |_| act())
}

/// Does something whenever what it reads changes. It never writes a signal.
pub fn follow(act: impl Fn() + 'static) {
    boxed_follow(Box::new(act));
}

fn boxed_follow(act: Box<dyn Fn()>) {
    Effect::new(move |_| act());
}

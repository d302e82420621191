//! The list of keys, made from the same table that the keys are read with.

use super::Grid;
use crate::i18n::words_sheet::{SheetWords, sheet_words};
use crate::ui::live::{part, press};
use crate::workspace::sheet::Tells;
use crate::workspace::sheet::keys::{ALT, CTRL, SHIFT, list};
use leptos::html::Dialog;
use leptos::prelude::*;

/// The dialog, while it is open.
pub fn keys_dialog(grid: Grid) -> AnyView {
    let w = sheet_words(grid.language);
    part(move || {
        grid.help.get().then(|| {
            let dialog = NodeRef::<Dialog>::new();
            let leave = move || {
                // While it is open nothing else takes the focus.
                if let Some(dialog) = dialog.get_untracked() {
                    dialog.close();
                }
                grid.help.set(false);
                grid.focus();
            };
            Effect::new(move |_| {
                if let Some(dialog) = dialog.get() {
                    let _ = dialog.show_modal();
                }
            });
            let lines = list().into_iter().map(|(tells, keys)| {
                let keys = keys
                    .into_iter()
                    .map(|(with, key)| view! { <kbd>{combination(with, key)}</kbd> " " })
                    .collect_view();
                view! {
                    <tr>
                        <th scope="row">{words(w, tells)}</th>
                        <td>{keys}</td>
                    </tr>
                }
            });
            view! {
                <dialog
                    class="dialog cells-keys"
                    node_ref=dialog
                    aria-labelledby="cells-keys-title"
                    on:cancel=move |event: web_sys::Event| {
                        // Closed here and now: a dialog tells of its closing only after the next key.
                        event.prevent_default();
                        leave();
                    }
                >
                    <h2 id="cells-keys-title">{w.keys}</h2>
                    <p class="hint">{w.keys_help}</p>
                    <div class="cells-keys-frame" tabindex="0" role="region" aria-labelledby="cells-keys-title">
                        <table>
                            <tbody>{lines.collect_view()}</tbody>
                        </table>
                    </div>
                    <div class="dialog-acts">
                        <button
                            class="button primary"
                            type="button"
                            on:click=press(leave)
                        >
                            {w.close}
                        </button>
                    </div>
                </dialog>
            }
        })
    })
}

/// As it is printed on keys.
fn combination(with: u8, key: &str) -> String {
    let mut text = String::new();
    for (bit, name) in [(CTRL, "Ctrl+"), (ALT, "Alt+"), (SHIFT, "Shift+")] {
        if with & bit != 0 {
            text.push_str(name);
        }
    }
    text.push_str(match key {
        "ArrowUp" => "↑",
        "ArrowDown" => "↓",
        "ArrowLeft" => "←",
        "ArrowRight" => "→",
        "Escape" => "Esc",
        " " => "Space",
        "PageUp" => "PgUp",
        "PageDown" => "PgDn",
        // A letter stands on its key as a capital.
        other if other.len() == 1 => return text + &other.to_ascii_uppercase(),
        other => other,
    });
    text
}

fn words(w: &SheetWords, tells: Tells) -> &'static str {
    match tells {
        Tells::Move => w.tells_move,
        Tells::Edge => w.tells_edge,
        Tells::Line => w.tells_line,
        Tells::All => w.tells_all,
        Tells::Page => w.tells_page,
        Tells::PageAcross => w.tells_page_across,
        Tells::Stretch => w.tells_stretch,
        Tells::StretchFar => w.tells_stretch_far,
        Tells::SelectAll => w.tells_select_all,
        Tells::SelectColumn => w.tells_select_column,
        Tells::SelectRow => w.tells_select_row,
        Tells::ToActive => w.tells_to_active,
        Tells::Type => w.tells_type,
        Tells::Next => w.tells_next,
        Tells::NextAcross => w.tells_next_across,
        Tells::GiveUp => w.tells_give_up,
        Tells::Clear => w.tells_clear,
        Tells::ClearAndOpen => w.tells_clear_and_open,
        Tells::FillDown => w.tells_fill_down,
        Tells::FillRight => w.tells_fill_right,
        Tells::FillAll => w.tells_fill_all,
        Tells::Copy => w.tells_copy,
        Tells::Paste => w.tells_paste,
        Tells::Undo => w.tells_undo,
        Tells::Redo => w.tells_redo,
        Tells::Find => w.tells_find,
        Tells::FindNext => w.tells_find_next,
        Tells::Menu => w.tells_menu,
        Tells::Leave => w.tells_leave,
        Tells::Help => w.tells_help,
    }
}

//! The few pictures of the page. Each is decoration: the words beside it say the same.

use leptos::prelude::*;

/// The mark: a balance.
pub fn mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 28 28" width="28" height="28" aria-hidden="true" focusable="false">
            <rect x="1" y="1" width="26" height="26" rx="5" class="mark-ground" />
            <path d="M6 9.5h16M14 6v15.5M10 21.5h8" class="mark-line" />
            <path
                d="M6 9.5l-2.2 6.2a2.6 2.6 0 0 0 4.4 0zM22 9.5l-2.2 6.2a2.6 2.6 0 0 0 4.4 0z"
                class="mark-pan"
            />
        </svg>
    }
}

/// A picture drawn with one path on a field of 16 by 16.
#[derive(Clone, Copy)]
pub enum Icon {
    File,
    Folder,
    Sample,
    Search,
    Sun,
    Moon,
    Screen,
    Close,
    Link,
    Print,
    Up,
    Down,
    Chevron,
    Tree,
    Ranking,
    Shield,
    Rows,
    Stop,
    Undo,
    Redo,
    Edit,
    Plus,
    Remove,
    Suppose,
}

/// Draws an icon.
pub fn icon(icon: Icon) -> impl IntoView {
    let path = match icon {
        Icon::File => "M4 1.75h5l3 3v9.5H4zM9 1.75v3h3",
        Icon::Folder => "M1.75 3.5h4.5l1.5 2h6.5v7.5H1.75z",
        Icon::Sample => "M8 1.75l5.75 3L8 7.75l-5.75-3zM2.25 8L8 11l5.75-3M2.25 11.25l5.75 3 5.75-3",
        Icon::Search => "M7 2.25a4.75 4.75 0 1 1 0 9.5 4.75 4.75 0 0 1 0-9.5M10.5 10.5l3.5 3.5",
        Icon::Sun => {
            "M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6M8 1v1.75M8 13.25V15M1 8h1.75M13.25 8H15M3 3l1.25 1.25M11.75 11.75L13 13M3 13l1.25-1.25M11.75 4.25L13 3"
        }
        Icon::Moon => "M13.5 9.75A6 6 0 0 1 6.25 2.5 6 6 0 1 0 13.5 9.75z",
        Icon::Screen => "M1.75 2.75h12.5v8.5H1.75zM5.5 14h5M8 11.25V14",
        Icon::Close => "M3.5 3.5l9 9M12.5 3.5l-9 9",
        Icon::Link => "M6.5 9.5l3-3M7 4.5l1.25-1.25a3 3 0 0 1 4.5 4.5L11.5 9M9 11.5l-1.25 1.25a3 3 0 0 1-4.5-4.5L4.5 7",
        Icon::Print => "M4.5 6V1.75h7V6M4.5 11.5H2V6h12v5.5h-2.5M4.5 9.5h7v4.75h-7z",
        Icon::Up => "M8 13V3M4 7l4-4 4 4",
        Icon::Down => "M8 3v10M4 9l4 4 4-4",
        Icon::Chevron => "M6 3.5L10.5 8 6 12.5",
        Icon::Tree => "M2.25 3h4M2.25 3v9.5h4M2.25 7.75h4M8.75 3h5M8.75 7.75h5M8.75 12.5h5",
        Icon::Ranking => "M2 14V9h3.5v5M6.25 14V3h3.5v11M10.5 14V6.5H14V14M1 14h14",
        Icon::Shield => "M8 1.5l5.5 2v4c0 3.5-2.25 5.75-5.5 7-3.25-1.25-5.5-3.5-5.5-7v-4zM5.5 8l2 2 3.25-3.75",
        Icon::Rows => "M2 4h12M2 8h12M2 12h12",
        Icon::Stop => "M3.5 3.5h9v9h-9z",
        Icon::Undo => "M6 3L2.5 6.5 6 10M2.5 6.5h7a4 4 0 0 1 0 8H6",
        Icon::Redo => "M10 3l3.5 3.5L10 10M13.5 6.5h-7a4 4 0 0 0 0 8H10",
        Icon::Edit => "M2.5 13.5l.75-3.25 8-8 2.5 2.5-8 8zM9.75 3.75l2.5 2.5",
        Icon::Plus => "M8 3v10M3 8h10",
        Icon::Remove => "M2.5 4h11M6 4V2.25h4V4M4 4l.75 9.75h6.5L12 4M6.75 6.75v4.5M9.25 6.75v4.5",
        Icon::Suppose => {
            "M6 1.75h4M6.75 1.75v4.5L2.75 13a.9.9 0 0 0 .8 1.25h8.9a.9.9 0 0 0 .8-1.25l-4-6.75v-4.5M4.75 10h6.5"
        }
    };
    view! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
            <path d=path />
        </svg>
    }
}

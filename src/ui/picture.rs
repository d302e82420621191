//! A drawing of the page as a file: as it is, or painted at three times its size.

use super::effects::download;
use super::slope::DRAWING;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, window};

#[wasm_bindgen]
extern "C" {
    /// What writes elements as text.
    #[wasm_bindgen(js_name = XMLSerializer)]
    type Writer;
    #[wasm_bindgen(constructor, js_class = "XMLSerializer")]
    fn new() -> Writer;
    #[wasm_bindgen(method, js_name = serializeToString)]
    fn text_of(this: &Writer, element: &Element) -> String;
    /// An image element.
    type Image;
    #[wasm_bindgen(method)]
    fn decode(this: &Image) -> js_sys::Promise;
    /// A canvas element.
    type Canvas;
    #[wasm_bindgen(method, js_name = getContext)]
    fn context(this: &Canvas, kind: &str) -> Option<Brush>;
    #[wasm_bindgen(method, js_name = toBlob)]
    fn to_blob(this: &Canvas, done: &js_sys::Function, kind: &str);
    /// What paints on it.
    type Brush;
    #[wasm_bindgen(method, setter, js_name = fillStyle)]
    fn set_fill_style(this: &Brush, colour: &str);
    #[wasm_bindgen(method, js_name = fillRect)]
    fn fill_rect(this: &Brush, x: f64, y: f64, width: f64, height: f64);
    #[wasm_bindgen(method, catch, js_name = drawImage)]
    fn draw_image(this: &Brush, image: &Image, x: f64, y: f64, width: f64, height: f64) -> Result<(), JsValue>;
}

/// Points of a painted picture for each of the drawing's.
const SCALE: f64 = 3.0;

/// The drawing as text, with its size.
fn drawing() -> Option<(String, f64, f64)> {
    let svg: Element = window()?.document()?.get_element_by_id(DRAWING)?;
    let size = |name: &str| svg.get_attribute(name)?.parse::<f64>().ok();
    let text = Writer::new().text_of(&svg);
    Some((text, size("width")?, size("height")?))
}

/// Saves the drawing.
pub fn save_svg(name: &str) {
    if let Some((text, ..)) = drawing() {
        download(name, format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{text}\n").as_bytes(), "image/svg+xml");
    }
}

/// Paints the drawing and saves that. `failed` becomes true where the browser does not paint it.
pub fn save_png(name: String, failed: RwSignal<bool>) {
    if let Some(drawing) = drawing() {
        save_painted(drawing, name, failed);
    }
}

/// Paints a drawing that is there as text, and saves that.
pub fn save_text_png(text: String, name: String, failed: RwSignal<bool>) {
    let size = |name: &str| text.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?.parse::<f64>().ok();
    if let (Some(width), Some(height)) = (size("width"), size("height")) {
        save_painted((text, width, height), name, failed);
    }
}

fn save_painted(drawing: (String, f64, f64), name: String, failed: RwSignal<bool>) {
    leptos::task::spawn_local(async move {
        let painted = paint(drawing).await;
        if let Some(bytes) = &painted {
            download(&name, bytes, "image/png");
        }
        failed.try_set(painted.is_none());
    });
}

async fn paint((text, width, height): (String, f64, f64)) -> Option<Vec<u8>> {
    let page = window()?.document()?;
    let image = page.create_element("img").ok()?;
    let address = format!("data:image/svg+xml;charset=utf-8,{}", String::from(js_sys::encode_uri_component(&text)));
    image.set_attribute("src", &address).ok()?;
    let image: Image = image.unchecked_into();
    JsFuture::from(image.decode()).await.ok()?;
    let canvas = page.create_element("canvas").ok()?;
    for (name, size) in [("width", width), ("height", height)] {
        canvas.set_attribute(name, &format!("{:.0}", size * SCALE)).ok()?;
    }
    let canvas: Canvas = canvas.unchecked_into();
    let brush = canvas.context("2d")?;
    brush.set_fill_style("#ffffff");
    brush.fill_rect(0.0, 0.0, width * SCALE, height * SCALE);
    brush.draw_image(&image, 0.0, 0.0, width * SCALE, height * SCALE).ok()?;
    let painted = js_sys::Promise::new(&mut |resolve, _| canvas.to_blob(&resolve, "image/png"));
    let blob: web_sys::Blob = JsFuture::from(painted).await.ok()?.dyn_into().ok()?;
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}

// How the single file gets at what lies inside it. Stands in the page and before each program of a worker; what unpacks
// xz stands above it.
async function minghengUnpacked(text, type) {
  let bytes;
  if (Uint8Array.fromBase64) bytes = Uint8Array.fromBase64(text);
  else {
    // A loop: `Uint8Array.from` with a function takes sixteen times as long.
    const letters = atob(text);
    bytes = new Uint8Array(letters.length);
    for (let k = 0; k < letters.length; k += 1) bytes[k] = letters.charCodeAt(k);
  }
  const reader = new globalThis['xz-decompress'].XzReadableStream(new Blob([bytes]).stream()).getReader();
  const parts = [];
  for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value);
  return new Response(new Blob(parts), { headers: { 'content-type': type } });
}

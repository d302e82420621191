// How the single file gets at what lies inside it. Stands in the page and before each program of a worker; what unpacks
// xz stands above it.
async function minghengUnpacked(text, type) {
  // Five letters are four bytes, the highest first: a digit of base 85 is a letter from `#` on, without `<` and `\`.
  const bytes = new DataView(new ArrayBuffer((text.length / 5) * 4));
  for (let from = 0, to = 0; from < text.length; to += 4) {
    let four = 0;
    for (const end = from + 5; from < end; from += 1) {
      const letter = text.charCodeAt(from);
      four = four * 85 + letter - 35 - (letter > 60) - (letter > 92);
    }
    bytes.setUint32(to, four);
  }
  const reader = new globalThis['xz-decompress'].XzReadableStream(new Blob([bytes]).stream()).getReader();
  const parts = [];
  for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value);
  return new Response(new Blob(parts), { headers: { 'content-type': type } });
}

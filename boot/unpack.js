// How the single file gets at what lies inside it. Stands in the page and before each program of a worker; what unpacks
// xz stands above it.
async function minghengUnpacked(text, type) {
  // Two letters are thirteen bits, the highest first: a digit of base 91 is a letter from `!` on, without `"`, `<`, `\`.
  // What comes out is a multiple of four bytes, as xz writes it.
  const bytes = new Uint8Array(Math.floor((text.length * 13) / 64) * 4);
  const digit = (at) => {
    const letter = text.charCodeAt(at);
    return letter - 33 - (letter > 34) - (letter > 60) - (letter > 92);
  };
  for (let from = 0, to = 0, held = 0, bits = 0; from < text.length; from += 2) {
    held = (held << 13) | (digit(from) * 91 + digit(from + 1));
    bits += 13;
    for (; bits >= 8 && to < bytes.length; to += 1) {
      bits -= 8;
      bytes[to] = held >> bits;
    }
    held &= (1 << bits) - 1;
  }
  const reader = new globalThis['xz-decompress'].XzReadableStream(new Blob([bytes]).stream()).getReader();
  const parts = [];
  for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value);
  return new Response(new Blob(parts), { headers: { 'content-type': type } });
}

function unpack(packed) {
  return packed.replace(/(\d*)(\D)/g, (_, digits, char) => char.repeat(digits === "" ? 1 : Number(digits)));
}

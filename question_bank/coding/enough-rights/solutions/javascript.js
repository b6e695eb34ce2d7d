function countAdmitted(granted, revoked, required) {
  const held = granted.map((given, account) => given & ~revoked[account]);
  return held.filter((permissions) => (permissions & required) === required).length;
}

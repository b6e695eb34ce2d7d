function badgeLeftOver(scans) {
  return scans.reduce((leftOver, badge) => leftOver ^ badge);
}

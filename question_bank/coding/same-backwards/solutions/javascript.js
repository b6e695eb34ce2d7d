const COUNTS = /[a-z0-9]/i;

function readsBothWays(text) {
  let left = 0;
  let right = text.length - 1;
  while (left < right) {
    if (!COUNTS.test(text[left])) {
      left++;
    } else if (!COUNTS.test(text[right])) {
      right--;
    } else if (text[left].toLowerCase() !== text[right].toLowerCase()) {
      return false;
    } else {
      left++;
      right--;
    }
  }
  return true;
}

function therapySlots(therapist, room) {
  const slots = [];
  let t = 0;
  let r = 0;
  while (t < therapist.length && r < room.length) {
    const [therapistStart, therapistEnd] = therapist[t];
    const [roomStart, roomEnd] = room[r];
    const start = Math.max(therapistStart, roomStart);
    const end = Math.min(therapistEnd, roomEnd);
    if (start < end) slots.push([start, end]);
    if (therapistEnd < roomEnd) t++; // nothing that follows can meet the window that ends first
    else r++;
  }
  return slots;
}

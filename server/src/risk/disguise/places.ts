/** Places in a text, in order. Reused from text to text. */
export class Places {
  count = 0;
  at = new Int32Array(256);

  add(places: Int32Array): void {
    const count = this.count + places.length;
    if (count > this.at.length) {
      const wider = new Int32Array(Math.max(count, this.at.length * 2));
      wider.set(this.at);
      this.at = wider;
    }
    this.at.set(places, this.count);
    this.count = count;
  }
}

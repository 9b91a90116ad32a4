/** How loud a microphone is, from 0 to 1, many times a second, until stopped. */
export function meter(stream: MediaStream, tell: (level: number) => void): () => void {
  const context = new AudioContext();
  const ears = context.createAnalyser();
  ears.fftSize = 512;
  context.createMediaStreamSource(stream).connect(ears);
  const wave = new Float32Array(ears.fftSize);
  let frame = 0;
  const look = (): void => {
    ears.getFloatTimeDomainData(wave);
    const power = wave.reduce((sum, one) => sum + one * one, 0) / wave.length;
    tell(Math.min(1, Math.sqrt(power) * 6));
    frame = requestAnimationFrame(look);
  };
  look();
  return () => {
    cancelAnimationFrame(frame);
    void context.close();
  };
}

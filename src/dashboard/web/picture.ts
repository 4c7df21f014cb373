import { saveAddress } from './save.ts';

/** Saves a chart as a PNG on the colour of its card; a card that has no chart saves nothing. */
export function savePicture(canvas: HTMLCanvasElement | null | undefined, name: string): void {
  if (!canvas) return;
  const picture = document.createElement('canvas');
  picture.width = canvas.width;
  picture.height = canvas.height;
  const context = picture.getContext('2d');
  if (context === null) return;
  context.fillStyle = getComputedStyle(document.body).getPropertyValue('--surface');
  context.fillRect(0, 0, picture.width, picture.height);
  context.drawImage(canvas, 0, 0);
  saveAddress(`${name}.png`, picture.toDataURL('image/png'));
}

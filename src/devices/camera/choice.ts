/** What the browser tells of a camera once it may be used. */
export interface CameraTraits {
  readonly deviceId: string;
  readonly facing: readonly string[];
  /** Pixels of the largest picture; 0 where the browser does not tell. */
  readonly maxPixels: number;
}

/**
 * The camera that a person can hold a pass to: one that looks away from a tablet's screen, else the one with the
 * largest picture. A terminal with several cameras names its own by `deviceId` and does not come here.
 * @param currentId the one the browser chose, kept where nothing speaks for another
 * @returns a device id
 */
export function preferredCamera(cameras: readonly CameraTraits[], currentId: string): string {
  const worth = (camera: CameraTraits): number =>
    (camera.facing.includes('environment') ? 1e9 : 0) + camera.maxPixels;
  let best = cameras.find((camera) => camera.deviceId === currentId);
  for (const camera of cameras) if (!best || worth(camera) > worth(best)) best = camera;
  return best?.deviceId ?? currentId;
}

import { css } from 'lit';

/** The live picture and the frame that a code is held into. */
export const scanStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: var(--space-2);
  }
  .picture {
    position: relative;
    overflow: hidden;
    border-radius: var(--radius-3);
    background: var(--surface-sunken);
    aspect-ratio: 4 / 3;
    max-height: 56vh;
  }
  video {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
  /* A camera beside the screen is a mirror to whoever stands there: the hand goes where the picture goes. */
  .mirrored {
    transform: scaleX(-1);
  }
  /* The largest square that leaves a rim: dark and light around it, so that it shows on any picture. */
  .frame {
    position: absolute;
    top: 50%;
    left: 50%;
    height: 76%;
    aspect-ratio: 1;
    transform: translate(-50%, -50%);
    border: calc(var(--unit) / 3) solid #fff;
    border-radius: var(--radius-3);
    box-shadow:
      0 0 0 2px #000,
      inset 0 0 0 2px #000,
      0 0 0 100vmax rgb(0 0 0 / 30%);
  }
  .frame.read {
    border-color: var(--positive);
    background: rgb(255 255 255 / 35%);
  }
  linli-wait {
    position: absolute;
    inset: 0;
    margin: auto;
  }
  .hint {
    margin: 0;
    font-size: var(--type-lead);
    font-weight: var(--weight-strong);
    line-height: 1.4;
    text-align: center;
  }
  @media (orientation: landscape) {
    .picture {
      aspect-ratio: 16 / 9;
      max-height: 52vh;
    }
  }
`;

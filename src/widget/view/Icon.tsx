import { h } from '../draw';

const shapes = {
  chat: 'M12 3c5.2 0 9 3.4 9 7.8s-3.8 7.8-9 7.8c-.9 0-1.8-.1-2.6-.3L5 21v-4.2c-1.9-1.4-3-3.6-3-6C2 6.4 6.8 3 12 3Z',
  close: 'M6 6l12 12M18 6 6 18',
  send: 'M4 12 20 4l-5 16-3.5-6.5L4 12Zm7.5 1.5L20 4',
  waiting: 'M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18',
  sent: 'm5 12.5 4.5 4.5L19 7.5',
  read: 'M1.5 12.5 6 17l9-9.5M11.5 16.5l.5.5 9.5-9.5',
  refused: 'M12 7.5v5.5m0 3.3v.2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18',
  star: 'm12 3 2.7 5.7 6.3.8-4.6 4.3 1.2 6.2-5.6-3-5.6 3 1.2-6.2L3 9.5l6.3-.8Z',
  file: 'M13 3H7a1 1 0 0 0-1 1v16a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1V8l-5-5Zm0 0v5h5',
} as const;

export type IconName = keyof typeof shapes;

export function Icon({ name, label }: { name: IconName; label?: string }) {
  const spoken = label === undefined ? ({ 'aria-hidden': true } as const) : ({ role: 'img', 'aria-label': label } as const);
  return (
    <svg class={`icon is-${name}`} viewBox="0 0 24 24" {...spoken}>
      {label !== undefined && <title>{label}</title>}
      <path d={shapes[name]} />
    </svg>
  );
}

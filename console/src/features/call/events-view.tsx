import { Button, Group } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import type { StreamEvent } from './raw-text.ts';
import classes from './tabs.module.css';

/** Of an event of one line: so much room stays while events are played. */
const eventHeight = 26;

/** A stream as its events came, each with its time; the slider and the button play it again. */
export function EventsView({ events, label }: { readonly events: readonly StreamEvent[]; readonly label: string }) {
  const { t } = useTranslation('call');
  const format = useFormat();
  // Who asks for no motion moves through the events by the slider alone.
  const isStill = useReducedMotion(false, { getInitialValueInEffect: false });
  const end = events.at(-1)?.ms ?? null;
  const [at, setAt] = useState<number | null>(null);
  const [isPlaying, setPlaying] = useState(false);
  const from = useRef(0);
  const scroller = useRef<HTMLDivElement>(null);
  const seen = at === null ? events : events.filter(({ ms }) => ms === null || ms <= at);
  const virtual = useVirtualizer({
    count: seen.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => eventHeight,
    overscan: 20,
  });
  useEffect(() => {
    if (!isPlaying || end === null) return undefined;
    const began = performance.now() - from.current;
    let frame = requestAnimationFrame(function step() {
      const now = performance.now() - began;
      setAt(Math.min(now, end));
      if (now >= end) setPlaying(false);
      else frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [isPlaying, end]);
  const play = (): void => {
    if (!isPlaying) {
      from.current = at === null || end === null || at >= end ? 0 : at;
      setAt(from.current);
    }
    setPlaying(!isPlaying);
  };
  return (
    <div className={classes.stack}>
      {end !== null && (
        <Group gap="sm" wrap="nowrap">
          {!isStill && (
            <Button
              onClick={play}
              leftSection={isPlaying ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
            >
              {t(isPlaying ? 'raw.pause' : 'raw.play')}
            </Button>
          )}
          <input
            type="range"
            className={classes.slider}
            min={0}
            max={Math.max(1, Math.ceil(end))}
            value={at ?? Math.ceil(end)}
            aria-label={t('raw.moment')}
            aria-valuetext={format.duration(at ?? end)}
            onChange={(event) => {
              setPlaying(false);
              setAt(event.currentTarget.valueAsNumber);
            }}
          />
          <span className={classes.dim}>{t('raw.events', { count: seen.length, at: format.duration(at ?? end) })}</span>
        </Group>
      )}
      <div ref={scroller} className={classes.raw} role="region" aria-label={label} tabIndex={0}>
        <div
          className={classes.rawLines}
          style={{ height: virtual.getTotalSize(), minHeight: events.length * eventHeight }}
        >
          {virtual.getVirtualItems().map(({ index, start }) => (
            <div
              key={index}
              ref={virtual.measureElement}
              data-index={index}
              className={classes.event}
              style={{ transform: `translateY(${start}px)` }}
            >
              <span className={classes.number}>
                {seen[index]?.ms == null ? '' : `+${format.duration(seen[index].ms)}`}
              </span>
              <code>{seen[index]?.text}</code>
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

import { describe, expect, it } from 'vitest';
import { aResponse, aStanding, aStatusReport } from '../../../test/support/sample-status.ts';
import type { StatusReport } from '../../model/standing.ts';
import { chartsOf } from './chart.ts';
import { timelineOf } from './timeline.ts';

function draw(report: StatusReport): Promise<readonly string[]> {
  return chartsOf(timelineOf(report), report.people.length);
}

/** Heights of the columns of each class, from left to right, as shares of the drawing's height. */
function heights(svg: string, group: string): readonly number[] {
  const columns = new RegExp(`role-mark ${group}"[^>]*>(?<columns>.*?)</g>`).exec(svg)?.groups?.['columns'] ?? '';
  const whole = Number(/class="background"[^>]*d="M0,0h[\d.]+v(?<height>[\d.]+)/.exec(svg)?.groups?.['height']);
  return Array.from(columns.matchAll(/d="M[^h]+h[\d.]+v(?<height>[\d.]+)h/g), ({ groups }) =>
    Number((Number(groups?.['height']) / whole).toFixed(2)),
  );
}

describe('the chart', () => {
  it('stacks everyone by standing, at the end of each day', async () => {
    for (const svg of await draw(aResponse(100))) {
      expect(heights(svg, 'restored')).toEqual([0.14, 0.38, 0.55, 0.58]);
      expect(heights(svg, 'accepted')).toEqual([0.05, 0.02, 0.02, 0.08]);
      expect(heights(svg, 'invited')).toEqual([0.77, 0.56, 0.25, 0.16]);
      expect(heights(svg, 'stuck')).toEqual([0.09, 0.09]);
    }
  });

  it('has no column where nobody looked, and a dash in its place', async () => {
    const [svg = ''] = await draw(aResponse(100, [0.1, 5]));
    expect(heights(svg, 'invited')).toHaveLength(2);
    expect(svg).toMatch(/role-mark unlooked"[^>]*>(?:<path[^>]*>){4}<\/g>/);
  });

  it('is the same each time, and names no font, file or style of its own', async () => {
    const report = aResponse(100);
    const drawings = await draw(report);
    expect(await draw(report)).toEqual(drawings);
    expect(drawings).toHaveLength(3);
    for (const svg of drawings) expect(svg).not.toMatch(/href|style=|url\(|<script|<image|\sid=/);
  });

  it('has nothing of people in it', async () => {
    const report = aStatusReport([aStanding('alice', 'failed', { reason: 'Blocked' })], { organization: 'umbrella' });
    expect((await draw(report)).join('')).not.toMatch(/alice|Blocked|umbrella/);
  });
});

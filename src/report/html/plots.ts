import type * as Plot from '@observablehq/plot'
import { Html } from './html.js'

/** Draws plots as SVG, to stand in a page. */
export interface Plots {
  /** Marks and scales: `plots.marks.line(…)`, as in the documentation of Observable Plot. */
  readonly marks: typeof Plot
  /** `title` is what a screen reader says of it. Colours are names of the style sheet: `var(--bound)`. */
  svg(options: PlotOptions, title: string): Html
  /** Where a plot of these options puts a value: one frame may serve many curves. */
  scales(options: PlotOptions): { x: (value: number) => number; y: (value: number) => number }
}

export type PlotOptions = Omit<
  Plot.PlotOptions,
  'document' | 'className' | 'ariaLabel' | 'caption' | 'figure' | 'title'
>

/** Loaded where it is needed: Plot, and the document that it draws in, take most of a second. */
export async function openPlots(): Promise<Plots> {
  const [marks, { Window }] = await Promise.all([import('@observablehq/plot'), import('happy-dom')])
  const { document } = new Window() as unknown as { document: NonNullable<Plot.PlotOptions['document']> }
  // One class for all, whose style is in the style sheet: a plot brings its own otherwise.
  const draw = (options: PlotOptions, title: string) =>
    marks.plot({ ...options, document, className: 'plot', ariaLabel: title })
  return {
    marks,
    svg: (options, title) => new Html(slim(draw(options, title).outerHTML)),
    scales: (options) => {
      const plot = draw(options, '')
      return {
        x: (value) => plot.scale('x')!.apply(value) as number,
        y: (value) => plot.scale('y')!.apply(value) as number,
      }
    },
  }
}

/** A tenth of a pixel is all that can be seen, and half of the bytes are digits behind that. */
function slim(svg: string): string {
  return svg
    .replace(/<style>[^]*?<\/style>/, '')
    .replace('<svg ', '<svg role="img" ')
    .replaceAll(/ (?!aria-)[\w-]+="[^"]*"/g, toTenths)
    .replaceAll(/ aria-label="[^"]*"/g, (label) => label.replaceAll('<', '&lt;').replaceAll('>', '&gt;'))
}

/** Of what is drawn; what is written is left as it is. */
function toTenths(attribute: string): string {
  return attribute.replaceAll(/(?<=[\d])\.\d{2,}/g, (decimals) => `.${decimals[1]}`).replaceAll(/(\d)\.0(?!\d)/g, '$1')
}

/**
 * Runs in a page: texts that can be seen and stand out too little from what is behind them, by WCAG 2.1 (1.4.3): 4.5 to 1, of large ones 3.
 */
export const faintTexts = `(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = color
    canvas.fillRect(0, 0, 1, 1)
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data
    return [r, g, b, a / 255]
  }
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1]
  const light = ([r, g, b]) => {
    const part = (c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4)
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
  }
  const behind = (element) => {
    const layers = []
    for (let one = element; one; one = one.parentElement) {
      const color = rgba(getComputedStyle(one).backgroundColor)
      layers.push(color)
      if (color[3] === 1) break
    }
    return layers.reverse().reduce((under, layer) => over(layer, under), [255, 255, 255, 1])
  }
  const faint = new Set()
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const element = text.parentElement
    if (text.textContent.trim() === '' || !element.checkVisibility() || element.closest('script, style, symbol, .unseen, option')) continue
    const style = getComputedStyle(element)
    const isDrawn = element instanceof SVGElement
    const paper = behind(element)
    const ink = over(rgba(isDrawn ? style.fill : style.color), paper)
    const [a, b] = [light(ink), light(paper)].sort((x, y) => y - x)
    const size = parseFloat(style.fontSize)
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
    const ratio = (a + 0.05) / (b + 0.05)
    if (ratio < (isLarge ? 3 : 4.5)) faint.add(element.tagName + '.' + (element.getAttribute('class') ?? '') + ' "' + text.textContent.trim().slice(0, 30) + '" ' + ratio.toFixed(2))
  }
  return [...faint].slice(0, 20)
})()`

/** The work of a command is loaded when it is to be done: a help text, or a wrong word, needs none of it. */
export function later<Given extends unknown[]>(
  load: () => Promise<{ act: (...given: Given) => void | Promise<void> }>,
) {
  return async (...given: Given): Promise<void> => {
    const { act } = await load()
    await act(...given)
  }
}

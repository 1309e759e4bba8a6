import { type Element, isTag } from 'domhandler';

/** Writes the CSS selector of an element; positions among siblings are counted once per parent, whatever the number of rows. */
export function selectorWriter(): (element: Element) => string {
  const positions = new WeakMap<Element, number>();
  const positionOf = (element: Element): number => {
    const known = positions.get(element);
    if (known !== undefined) return known;
    const counts = new Map<string, number>();
    for (const sibling of element.parent?.children ?? []) {
      if (!isTag(sibling)) continue;
      const count = (counts.get(sibling.name) ?? 0) + 1;
      counts.set(sibling.name, count);
      positions.set(sibling, count);
    }
    return positions.get(element) ?? 1;
  };
  return (element) => {
    const steps: string[] = [];
    let current: Element | null = element;
    while (current !== null && steps.length < 64) {
      const id: string | undefined = current.attribs.id;
      if (id !== undefined && /^[A-Za-z][\w-]*$/u.test(id)) {
        steps.push(`#${id}`);
        break;
      }
      if (current.name === 'html' || current.name === 'body') {
        steps.push(current.name);
        break;
      }
      steps.push(`${current.name}:nth-of-type(${positionOf(current)})`);
      current = current.parent !== null && isTag(current.parent) ? current.parent : null;
    }
    return steps.reverse().join(' > ');
  };
}

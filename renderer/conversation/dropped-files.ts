/** What a place does with files that are dropped on it; null: nothing. */
export function dropping(take: ((files: Iterable<File>) => void) | null): Pick<React.ComponentProps<'div'>, 'onDragOver' | 'onDrop'> {
  const isFiles = (event: React.DragEvent): boolean => event.dataTransfer.types.includes('Files');
  return {
    onDragOver: (event) => {
      if (!isFiles(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = take === null ? 'none' : 'copy';
    },
    onDrop: (event) => {
      if (!isFiles(event)) return;
      event.preventDefault();
      take?.(event.dataTransfer.files);
    },
  };
}

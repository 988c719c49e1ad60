DROP TABLE moved_tasks, moved_cards, task_assignees, tasks;

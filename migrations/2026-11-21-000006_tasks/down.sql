DROP TABLE task_assignees, tasks;

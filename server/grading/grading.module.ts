import { Module } from '@nestjs/common';
import { Incidents, Timekeeper, Timetable } from '../ports.js';
import { climb } from './climb.js';
import { GradingController } from './grading.controller.js';
import { noteClockPassed } from './note-clock-passed.js';

/** Grades over time: clocks, and who hears when nobody is sent. */
@Module({ controllers: [GradingController] })
export class GradingModule {
  constructor(changes: Incidents, timetable: Timetable, timekeeper: Timekeeper) {
    timekeeper.on('clock-passes', (owed) => noteClockPassed({ changes, timetable }, owed));
    timekeeper.on('climbs', (owed) => climb({ changes, timetable }, owed));
  }
}
